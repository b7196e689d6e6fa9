/**
 * A TLS edge and streaming proxy in front of one slow inference engine. {@link eu.slmcopilot.gateway.Gateway} is the way
 * in, and its {@code chain} shows every step a request takes.
 *
 * <p>Where things are: {@code edge} has the steps of that chain, {@code Forwarder} is the last; {@code Client...} are the
 * sockets towards clients, {@code upstream} those towards the engine; {@code Journeys}, {@code ClientSide} and {@code
 * EngineSide} join them. What is decided without a socket has packages of its own: {@code admission} (whose turn), {@code
 * course} (what a client sees, how long is waited), {@code readiness} (can the engine answer), {@code chat} (JSON).
 */
package eu.slmcopilot.gateway;
