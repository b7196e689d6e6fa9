package eu.slmcopilot.context;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
final class NearestName {
  private NearestName() {}

  /** The known name fewest edits away, if at most {@code most} edits are needed. */
  static Optional<String> of(String name, List<String> known, int most) {
    String wanted = name.toUpperCase(Locale.ROOT);
    String nearest = null;
    int least = most + 1;
    for (String candidate : known) {
      // A difference in length alone costs as many edits.
      if (Math.abs(candidate.length() - wanted.length()) < least) {
        int edits = edits(wanted, candidate);
        if (edits < least) {
          least = edits;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Levenshtein's distance, one row at a time. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
