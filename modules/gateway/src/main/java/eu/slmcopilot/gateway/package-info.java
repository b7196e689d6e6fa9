/**
 * A TLS edge for one OpenAI-compatible engine that is slow: authentication, CORS, limits, a fair queue for its slots,
 * heartbeats for those who wait, and streaming in both directions.
 *
 * <p>{@link eu.slmcopilot.gateway.Gateway} lists in one method what a request goes through. What is decided about it is
 * decided in {@code admission}, {@code course} and {@code readiness}, which know no socket; the classes here are their
 * sockets.
 */
package eu.slmcopilot.gateway;
