package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.readiness.Readiness;
import eu.slmcopilot.gateway.upstream.Upstream;
import io.undertow.connector.ByteBufferPool;
import org.xnio.XnioIoThread;

/**
 * The engine that is in force, and what is known of it.
 *
 * @param config what it was made from
 * @param upstream the way to it
 * @param readiness whether it can answer
 */
record EngineRoom(GatewayConfig config, Upstream upstream, Readiness readiness) {

  /** Begins to watch this engine. */
  static EngineRoom open(
      GatewayConfig config, Admission admission, ByteBufferPool buffers, XnioIoThread thread) {
    Upstream upstream =
        new Upstream(config.engine().upstream(), buffers, config.limits().connect());
    Readiness readiness = new Readiness(
        thread,
        new IoTimer(thread),
        new EngineProbe(
            upstream, thread, config.engine(), config.limits().patience().prefill()),
        admission,
        config.engine().model());
    readiness.start();
    return new EngineRoom(config, upstream, readiness);
  }

  /** Whether it is the engine of other settings as well, so that it need not be found ready anew. */
  boolean serves(GatewayConfig other) {
    GatewayConfig.Engine mine = config.engine();
    return mine.upstream().equals(other.engine().upstream())
        && mine.model().equals(other.engine().model())
        && mine.warmUpPrompt().equals(other.engine().warmUpPrompt())
        && config.limits().equals(other.limits());
  }
}
