package eu.slmcopilot.report;

/**
 * What a client's machine is told to trust.
 *
 * @param file where the CA's certificate is, or will be, on that machine: an absolute path, written as that machine
 *     writes paths
 * @param always whether programs are given the file even where a CA that they may know vouches for the endpoint
 */
public record ClientTrust(String file, boolean always) {}
