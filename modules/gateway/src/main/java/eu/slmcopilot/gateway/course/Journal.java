package eu.slmcopilot.gateway.course;

/** Who is told what one client got to see, on the client's thread. */
public interface Journal {
  /** Something was sent to keep it patient. */
  void heartbeat();

  /** The engine's answer has begun for it. */
  void answered();

  /** It did not wait for the end. */
  void left();
}
