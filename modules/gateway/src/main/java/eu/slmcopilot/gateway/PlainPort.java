package eu.slmcopilot.gateway;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The plain HTTP port beside the TLS one [SEC-09]: it redirects, and serves what has to be had without trust. Everything
 * but the address is asked at each request.
 *
 * @param address where it listens; port 0 takes any free one
 * @param names the host names that this machine is asked by, in lower case; others are not redirected
 * @param caCertificate what {@code /ca.pem} serves as PEM; empty for none
 * @param acmeAnswers the answer to an HTTP-01 challenge by its token (RFC 8555 section 8.3)
 */
public record PlainPort(
    InetSocketAddress address,
    Supplier<Set<String>> names,
    Supplier<Optional<String>> caCertificate,
    Function<String, Optional<String>> acmeAnswers) {}
