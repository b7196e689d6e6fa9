package eu.slmcopilot.report;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate of the appliance's private CA, which clients have to be told to trust unless a CA that they know
 * vouches for the endpoint.
 *
 * @param file where it is on the appliance, PEM
 * @param url where anybody on the network gets it, over plain HTTP, so that the fingerprint has to be compared
 * @param sha256 its SHA-256 fingerprint, pairs of upper-case hexadecimal digits joined by colons; empty before there is
 *     a CA
 */
public record TrustAnchor(Path file, URI url, Optional<String> sha256) {}
