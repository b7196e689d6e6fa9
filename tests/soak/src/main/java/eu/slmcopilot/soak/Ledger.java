package eu.slmcopilot.soak;

import eu.slmcopilot.soak.Reply.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What all developers of a day met. Thread-safe. */
final class Ledger {
  private final Map<End, Integer> ends = new EnumMap<>(End.class);
  private final List<Duration> firstTokens = new ArrayList<>();
  private final double prefillRate;
  private final double tokenRate;
  private int tasks;
  private int achieved;
  private int abandoned;
  private double usefulSeconds;

  /** By these rates of the engine, in tokens a second here. */
  Ledger(double prefillRate, double tokenRate) {
    this.prefillRate = prefillRate;
    this.tokenRate = tokenRate;
  }

  synchronized void request(Reply reply) {
    ends.merge(reply.end(), 1, Integer::sum);
    if (reply.end() == End.ANSWERED) {
      firstTokens.add(reply.firstToken() == null ? Duration.ZERO : reply.firstToken());
      usefulSeconds += reply.promptTokens() / prefillRate + reply.answerTokens() / tokenRate;
    }
  }

  synchronized void task(boolean success) {
    tasks++;
    achieved += success ? 1 : 0;
  }

  synchronized void abandonedTask() {
    abandoned++;
  }

  synchronized int count(End end) {
    return ends.getOrDefault(end, 0);
  }

  synchronized int requests() {
    return ends.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int tasks() {
    return tasks;
  }

  synchronized int achieved() {
    return achieved;
  }

  synchronized int abandoned() {
    return abandoned;
  }

  /** Seconds of the engine's work, here, that somebody got. */
  synchronized double usefulSeconds() {
    return usefulSeconds;
  }

  /** The time to the first token that this part of the answered requests did not exceed. */
  synchronized Duration firstToken(double part) {
    List<Duration> sorted = firstTokens.stream().sorted().toList();
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
  }
}
