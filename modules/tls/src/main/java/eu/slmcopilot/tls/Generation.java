package eu.slmcopilot.tls;

import java.util.Optional;

/**
 * The certificates between two changes, under aliases that no other generation has. It knows those before, so that a
 * handshake which chose its key before a change can still finish, even when changes come faster than handshakes end.
 *
 * @param current for the names that it has
 * @param forOtherNames for all others, and for clients that name none
 * @param previous null in the first one, and in the oldest one that is known
 */
record Generation(
    long number, KeyMaterial current, KeyMaterial forOtherNames, Generation previous) {

  private static final int REMEMBERED = 64;

  static Generation first(KeyMaterial only) {
    return new Generation(0, only, only, null);
  }

  Generation followedBy(KeyMaterial next, KeyMaterial others) {
    return new Generation(number + 1, next, others, cut(REMEMBERED));
  }

  private Generation cut(int length) {
    Generation before = length > 1 && previous != null ? previous.cut(length - 1) : null;
    return new Generation(number, current, forOtherNames, before);
  }

  /** The alias of what to show for a name; null when its key is of another kind. */
  String alias(Optional<String> serverName, String keyAlgorithm) {
    // A client that connects by address names no server (RFC 6066 section 3).
    boolean first =
        serverName.map(current::isFor).orElseGet(() -> CertificateNames.hasAddress(current.leaf()));
    KeyMaterial chosen = first ? current : forOtherNames;
    boolean fits = chosen.key().getAlgorithm().equals(keyAlgorithm);
    return fits ? number + (first ? ".current" : ".other") : null;
  }

  /** The material of an alias; null when it is of no generation that is remembered. */
  KeyMaterial under(String alias) {
    if (alias.equals(number + ".current")) {
      return current;
    }
    if (alias.equals(number + ".other")) {
      return forOtherNames;
    }
    return previous == null ? null : previous.under(alias);
  }
}
