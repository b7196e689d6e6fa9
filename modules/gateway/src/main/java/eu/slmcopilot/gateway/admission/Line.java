package eu.slmcopilot.gateway.admission;

import java.util.ArrayDeque;
import java.util.Deque;

/** One client's tickets in the order they came, and how often it was served. */
final class Line {
  final Deque<Ticket> waiting = new ArrayDeque<>();
  // The round in which its next ticket is due; see Queue.
  long due;
}
