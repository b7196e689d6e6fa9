package eu.slmcopilot.gateway.course;

/** Who is told how the engine did, on the run's thread. */
public interface Outcome {
  /** It could not be reached. */
  void unreachable();

  /** It broke off an answer. */
  void broken();

  /** It answered to the end, with this status. */
  void served(int status);
}
