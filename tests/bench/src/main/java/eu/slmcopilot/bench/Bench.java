package eu.slmcopilot.bench;

import eu.slmcopilot.bench.StreamLoad.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** One measurement of one front at a time. */
final class Bench {
  private static final int HANDSHAKES = 300;
  private static final int WRK_SECONDS = 4;

  private final StreamLoad load;
  private final Client client;
  private final URI engine;
  private final Results results;

  Bench(StreamLoad load, Client client, URI engine, Results results) {
    this.load = load;
    this.client = client;
    this.engine = engine;
    this.results = results;
  }

  /** The first 8,000 chunks after a start, and as many more as it takes until all fronts are warm. */
  void cold(Front front) throws InterruptedException {
    results.add(Figure.COLD, front.kind(), chunks(front, 20, 25, 400).cpu());
  }

  /** Until a virtual machine has compiled what it will: measured, 100,000 chunks and more requests. */
  void warmUp(Front front) throws InterruptedException, IOException {
    chunks(front, 100, 10, 1000);
    long requests = Wrk.requests(front.uri(), client.authorization(), 4 * WRK_SECONDS);
    for (int i = 0; i < 3 * HANDSHAKES; i++) {
      client.handshake(front.uri());
    }
    System.out.println(front.kind() + " is warm: 100,000 chunks, " + requests + " requests, "
        + 3 * HANDSHAKES + " handshakes");
  }

  /** The same again with each round. */
  void chunks20(Front front) throws InterruptedException {
    results.add(Figure.CHUNK_20, front.kind(), chunks(front, 20, 25, 320).cpu());
  }

  void chunks100(Front front) throws InterruptedException {
    results.add(Figure.CHUNK_100, front.kind(), chunks(front, 100, 50, 100).cpu());
  }

  /** What the way through the front adds to the way straight to the engine, measured just before. */
  void latency(Front front) throws InterruptedException {
    try (StreamLoad.Running direct = load.start(engine, 20, 25, 120)) {
      long[] straight = direct.await(60).latencies().toArray();
      long[] through = chunks(front, 20, 25, 120).outcome().latencies().toArray();
      results.add(
          Figure.LATENCY_50,
          front.kind(),
          Results.percentile(through, 0.5) - Results.percentile(straight, 0.5));
      results.add(
          Figure.LATENCY_99,
          front.kind(),
          Results.percentile(through, 0.99) - Results.percentile(straight, 0.99));
    }
  }

  void requests(Front front) throws IOException {
    double before = front.processes().cpuMicros();
    long requests = Wrk.requests(front.uri(), client.authorization(), WRK_SECONDS);
    results.add(Figure.REQUEST, front.kind(), (front.processes().cpuMicros() - before) / requests);
  }

  void handshakes(Front front) throws IOException {
    double before = front.processes().cpuMicros();
    for (int i = 0; i < HANDSHAKES; i++) {
      client.handshake(front.uri());
    }
    results.add(
        Figure.HANDSHAKE, front.kind(), (front.processes().cpuMicros() - before) / HANDSHAKES);
  }

  void idleMemory(Front front) {
    results.add(Figure.IDLE, front.kind(), front.processes().residentKib() / 1024.0);
  }

  /** Streams that have begun, and wait for a second chunk. */
  void streamMemory(Front front) throws InterruptedException {
    double before = front.processes().residentKib();
    try (StreamLoad.Running running = load.start(front.uri(), 1000, 4_000, 1000)) {
      if (running.awaitBegun(60)) {
        results.add(
            Figure.STREAMS, front.kind(), (front.processes().residentKib() - before) / 1024.0);
      }
    }
  }

  void many(Front front) throws InterruptedException {
    try (StreamLoad.Running running = load.start(front.uri(), 5000, 4_000, 8)) {
      Outcome outcome = running.await(180);
      results.add(Figure.MANY_LOST, front.kind(), outcome.lost());
      results.add(
          Figure.MANY_99, front.kind(), Results.percentile(outcome.latencies().toArray(), 0.99));
    }
  }

  private record Measured(double cpu, Outcome outcome) {}

  private Measured chunks(Front front, int streams, long every, int each)
      throws InterruptedException {
    double before = front.processes().cpuMicros();
    try (StreamLoad.Running running = load.start(front.uri(), streams, every, each)) {
      Outcome outcome = running.await(120);
      if (outcome.lost() > 0) {
        throw new IllegalStateException(
            front.kind() + " lost " + outcome.lost() + " of " + streams + " streams");
      }
      return new Measured((front.processes().cpuMicros() - before) / outcome.chunks(), outcome);
    }
  }

  /** All that is wanted, the fronts by turns. */
  void run(List<Front> fronts, Set<Figure> wanted, int rounds) throws Exception {
    once(fronts, wanted, Figure.COLD, this::cold);
    for (Front front : fronts) {
      warmUp(front);
    }
    once(fronts, wanted, Figure.IDLE, this::idleMemory);
    for (int round = 1; round <= rounds; round++) {
      System.out.println("round " + round + " of " + rounds);
      once(fronts, wanted, Figure.CHUNK_20, this::chunks20);
      once(fronts, wanted, Figure.CHUNK_100, this::chunks100);
      once(fronts, wanted, Figure.LATENCY_50, this::latency);
      once(fronts, wanted, Figure.REQUEST, this::requests);
      once(fronts, wanted, Figure.HANDSHAKE, this::handshakes);
    }
    once(fronts, wanted, Figure.STREAMS, this::streamMemory);
    once(fronts, wanted, Figure.MANY_LOST, this::many);
  }

  private interface Step {
    void measure(Front front) throws Exception;
  }

  private static void once(List<Front> fronts, Set<Figure> wanted, Figure figure, Step step)
      throws Exception {
    if (wanted.contains(figure)) {
      for (Front front : fronts) {
        step.measure(front);
      }
    }
  }
}
