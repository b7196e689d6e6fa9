package eu.slmcopilot.gateway.course;

import java.nio.ByteBuffer;

/** A client as its course sees it; all calls on the client's own thread. */
public interface Client {

  /** Sends status and header fields; a body follows. */
  void begin(Head head);

  /** Sends some of the body; takes all of it, and keeps what the client's socket does not take now. */
  void send(ByteBuffer bytes);

  /** Whether something sent is still kept. */
  boolean isBehind();

  /** Whether more is kept than should be; {@link Course#drained()} is called when all of it is out. */
  boolean isBlocked();

  /** The body is complete. */
  void end();

  /**
   * Ends a body of events with an error event.
   *
   * @param withinEvent whether the last event is incomplete and must be closed first
   */
  void endWith(Failure failure, boolean withinEvent);

  /** Answers with an error status; nothing was sent before. */
  void refuse(Failure failure);

  /** Cuts the connection, so that nobody takes what was sent for the whole. */
  void cut();
}
