/**
 * A TLS edge and streaming proxy in front of one slow inference engine. {@link eu.slmcopilot.gateway.Gateway} is the way
 * in, and its {@code chain} shows every step a request takes.
 *
 * <p>Where things are: steps of the chain, one class each ({@code RequestId} to {@code Forwarder}); the sockets on
 * either side, {@code Client...} and {@code Upstream...}; what joins them, {@code Journeys}, {@code ClientSide}, {@code
 * EngineSide}. What is decided without a socket has packages of its own: {@code admission} (whose turn), {@code course}
 * (what a client sees, how long is waited), {@code readiness} (can the engine answer), {@code chat} (JSON).
 */
package eu.slmcopilot.gateway;
