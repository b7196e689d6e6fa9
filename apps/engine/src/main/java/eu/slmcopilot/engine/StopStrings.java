package eu.slmcopilot.engine;

import java.util.List;

/**
 * Cuts an answer at the first of the given texts, also when one is spread over several pieces. Text
 * that may be the beginning of one is held back until that is decided.
 */
final class StopStrings {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  StopStrings(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /** What may be sent now that this piece has come; nothing more once {@link #found}. */
  String accept(String piece) {
    held.append(piece);
    int end = firstStop();
    if (end >= 0) {
      found = true;
      held.setLength(end);
      return rest();
    }
    String free = held.substring(0, held.length() - longestBeginning());
    held.delete(0, free.length());
    return free;
  }

  /** What was held back when the answer ended by itself. */
  String rest() {
    String rest = held.toString();
    held.setLength(0);
    return rest;
  }

  /** Whether the answer is to end here. */
  boolean found() {
    return found;
  }

  private int firstStop() {
    return stops.stream().mapToInt(held::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }

  private int longestBeginning() {
    int longest = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, held.length()); n > longest; n--) {
        if (held.substring(held.length() - n).equals(stop.substring(0, n))) {
          longest = n;
        }
      }
    }
    return longest;
  }
}
