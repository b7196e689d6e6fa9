package eu.slmcopilot.gateway.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tickets in a fair order: clients take turns, each in the order of its own requests. Not thread-safe.
 *
 * <p>Start-time fair queueing with equal weights: rounds are counted, a client that was served is due again one round
 * later, and one that comes anew is due in the present round. So a newcomer goes before the second request of a
 * client that was just served, and nobody who keeps coming back goes before those who wait.
 */
final class Queue {
  private final Map<ClientKey, Line> lines = new HashMap<>();
  // Served only when nobody else waits, and never counted against the length.
  private final Deque<Ticket> background = new ArrayDeque<>();
  private long round;
  private int size;
  private boolean numbered = true;

  void add(Ticket ticket) {
    if (ticket.client == null) {
      background.add(ticket);
    } else {
      lineOf(ticket).waiting.addLast(ticket);
      changed(1);
    }
  }

  /** Undoes {@link #next()} for this ticket: it is due now, before all that came after it. */
  void putBack(Ticket ticket) {
    if (ticket.client == null) {
      background.addFirst(ticket);
    } else {
      Line line = lineOf(ticket);
      line.waiting.addFirst(ticket);
      line.due = Math.min(line.due, round);
      changed(1);
    }
  }

  void remove(Ticket ticket) {
    if (ticket.client == null) {
      background.remove(ticket);
    } else if (lineOf(ticket).waiting.remove(ticket)) {
      changed(-1);
      forget();
    }
  }

  private Line lineOf(Ticket ticket) {
    return lines.computeIfAbsent(ticket.client, key -> new Line());
  }

  /** A client that neither waits nor was served in this round is as good as new. */
  private void forget() {
    lines.values().removeIf(line -> line.waiting.isEmpty() && line.due <= round);
  }

  /** Takes out whose turn it is; null when nobody waits. */
  Ticket next() {
    Line line = mostDue(lines.values().stream().filter(one -> !one.waiting.isEmpty()), round);
    if (line == null) {
      return background.poll();
    }
    round = Math.max(round, line.due);
    line.due = round + 1;
    Ticket next = line.waiting.remove();
    changed(-1);
    forget();
    return next;
  }

  private static Line mostDue(Stream<Line> lines, long round) {
    return lines
        .min((a, b) -> {
          int byRound = Long.compare(Math.max(a.due, round), Math.max(b.due, round));
          return byRound != 0
              ? byRound
              : Long.compare(a.waiting.element().number, b.waiting.element().number);
        })
        .orElse(null);
  }

  int size() {
    return size;
  }

  Stream<Ticket> all() {
    return Stream.concat(
        lines.values().stream().flatMap(line -> line.waiting.stream()), background.stream());
  }

  /** The place of a waiting ticket, 1 being next. */
  int positionOf(Ticket ticket) {
    if (!numbered) {
      number();
      numbered = true;
    }
    return ticket.client == null ? size + 1 : ticket.position;
  }

  /** Plays the order through on a copy; only when it is asked for and has changed. */
  private void number() {
    List<Line> copies = new ArrayList<>();
    for (Line line : lines.values()) {
      Line copy = new Line();
      copy.waiting.addAll(line.waiting);
      copy.due = line.due;
      copies.add(copy);
    }
    long played = round;
    for (int position = 1; position <= size; position++) {
      copies.removeIf(line -> line.waiting.isEmpty());
      Line line = mostDue(copies.stream(), played);
      played = Math.max(played, line.due);
      line.due = played + 1;
      line.waiting.remove().position = position;
    }
  }

  private void changed(int by) {
    size += by;
    numbered = false;
  }
}
