package eu.slmcopilot.gateway.course;

import java.nio.ByteBuffer;

/** Who gets the answer of a run, on a thread of its own; one of the last three comes last. */
interface Subscriber {
  /** The answer has begun. */
  void answered(Head head);

  /** Some of the body; whoever wants to keep it must copy it. */
  void took(ByteBuffer bytes);

  /** The body is complete. */
  void ended();

  /** There will be no answer, or no more of it. */
  void failed(Failure failure);

  /** The run had gone too far to be joined: nothing of it will come. */
  void tooLate();
}
