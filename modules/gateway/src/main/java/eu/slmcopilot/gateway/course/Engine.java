package eu.slmcopilot.gateway.course;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An engine that knows one request; all calls, and those to the listener, on the run's thread. */
public interface Engine {

  /** Sends the request, each time anew; the listener may hear of a failure before this returns. */
  Call send(Listener listener);

  /** A request that was sent. */
  interface Call {
    /** Reads no more until {@link #resume()}. */
    void pause();

    /** Reads on. */
    void resume();

    /** Breaks off, so that the engine stops working on it; the listener hears nothing more. */
    void cancel();
  }

  /** Who hears of the answer; exactly one of the last three is called, and is called last. */
  interface Listener {
    /** The answer has begun. */
    void answered(Head head);

    /** Some bytes of the body, to be taken whole. */
    void took(ByteBuffer bytes);

    /** The body is complete. */
    void ended();

    /** The engine could not be reached; it never saw the request. */
    void unreachable();

    /** The engine broke off. */
    void failed(IOException reason);
  }
}
