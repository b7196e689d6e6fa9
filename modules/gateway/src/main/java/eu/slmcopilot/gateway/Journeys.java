package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.course.Course;
import eu.slmcopilot.gateway.course.EmptyChunk;
import eu.slmcopilot.gateway.course.Engine;
import eu.slmcopilot.gateway.course.Failure;
import eu.slmcopilot.gateway.course.Heartbeats;
import eu.slmcopilot.gateway.course.Outcome;
import eu.slmcopilot.gateway.course.Patience;
import eu.slmcopilot.gateway.course.Pulse;
import eu.slmcopilot.gateway.course.Run;
import eu.slmcopilot.gateway.edge.Measured;
import eu.slmcopilot.gateway.edge.RequestId;
import eu.slmcopilot.gateway.metrics.MeasuredEngine;
import eu.slmcopilot.gateway.readiness.Readiness;
import eu.slmcopilot.gateway.upstream.Upstream;
import java.util.Optional;
import org.xnio.XnioIoThread;

/** Takes requests to the engine and back: chats by way of admission, light ones at once. */
final class Journeys {
  private final GatewayConfig config;
  private final EngineRoom room;
  private final Shared shared;

  /** Journeys by these settings. */
  Journeys(GatewayConfig config, EngineRoom room, Shared shared) {
    this.config = config;
    this.room = room;
    this.shared = shared;
  }

  /** Sends a request that costs the engine nothing, and waits for nobody. */
  void light(Asked asked) {
    Course course = course(asked);
    Patience all = config.limits().patience();
    Patience brief = new Patience(all.loading(), all.idle(), all.idle());
    Run run = new Run(parts(asked, brief, new Unproven(room.readiness())), false, done -> {});
    run.serve(course);
    run.send();
  }

  /** Sends a chat when it is its turn, or lets it share the answer of one that is the same. */
  void chat(Asked asked) {
    Course course = course(asked);
    if (!config.waiting().joinRetries()) {
      start(asked, course, Optional.empty());
      return;
    }
    Fingerprint same = Fingerprint.of(asked.exchange(), asked.head(room.upstream()), asked.body());
    Run running = shared.joinable().get(same);
    Runnable alone = () -> start(asked, course, Optional.of(same));
    if (running == null) {
      alone.run();
    } else {
      Measured.of(asked.exchange()).joined();
      running.join(course, asked.exchange().getIoThread(), alone);
    }
  }

  private void start(Asked asked, Course course, Optional<Fingerprint> same) {
    Run run = new Run(
        parts(asked, patience(asked), room.readiness()),
        asked.stream(),
        done -> same.ifPresent(fingerprint -> shared.joinable().remove(fingerprint, done)));
    run.serve(course);
    if (run.enter(shared.admission(), asked.client())) {
      // It may have failed at once, and nobody would take a run that is over off the list.
      same.filter(fingerprint -> run.isJoinable())
          .ifPresent(fingerprint -> shared.joinable().put(fingerprint, run));
    } else {
      course.stop(
          shared.admission().isHalted()
              ? Failure.unavailable()
              : Failure.queueFull(shared.admission().retryAfter()));
    }
  }

  /** A tool call of 8,192 tokens at 5 a second is 27 minutes of silence, and no fault. */
  private Patience patience(Asked asked) {
    Patience usual = config.limits().patience();
    return asked.withTools()
        ? new Patience(usual.loading(), usual.prefill(), usual.prefill())
        : usual;
  }

  private Course course(Asked asked) {
    Course.Manners manners = new Course.Manners(
        config.waiting().heartbeats(), pulse(asked), Measured.of(asked.exchange()));
    Course course = ClientSide.begin(
        asked.exchange(),
        new ClientStream.Keeping(shared.unsent(), config.limits().patience().idle()),
        client -> new Course(
            client, new IoTimer(asked.exchange().getIoThread()), manners, asked.stream()));
    shared.draining().watch(asked.exchange(), course);
    return course;
  }

  private Pulse pulse(Asked asked) {
    return config.waiting().heartbeats().style() == Heartbeats.Style.DELTA
        ? Pulse.event(EmptyChunk.json(
            asked.isChat(),
            RequestId.of(asked.exchange()),
            config.engine().model(),
            System.currentTimeMillis() / 1000))
        : Pulse.comment();
  }

  private Run.Parts parts(Asked asked, Patience patience, Outcome outcome) {
    XnioIoThread thread = asked.exchange().getIoThread();
    Upstream upstream = room.upstream();
    return new Run.Parts(
        thread, new IoTimer(thread), engine(asked, upstream, thread), patience, outcome);
  }

  private Engine engine(Asked asked, Upstream upstream, XnioIoThread thread) {
    Engine side = new EngineSide(upstream, thread, () -> asked.head(upstream), asked.body());
    if (!asked.isCompletion()) {
      return side;
    }
    return new MeasuredEngine(
        config.chat().enabled() ? new MendedEngine(side, asked.isChat()) : side,
        shared.metrics(),
        Measured.of(asked.exchange()),
        asked.isChat() ? "chat" : "text_completion");
  }

  /** What a light request meets says that the engine is gone, but not that it can answer a chat. */
  private record Unproven(Readiness readiness) implements Outcome {
    @Override
    public void unreachable() {
      readiness.unreachable();
    }

    @Override
    public void broken() {
      readiness.broken();
    }

    @Override
    public void served(int status) {}
  }
}
