package eu.slmcopilot.tls;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A certificate authority for one machine: made once, trusted once by its users, and signing a leaf for whatever
 * names the machine has [SEC-01].
 *
 * <p>It keeps three files in its directory (0700): {@code ca.key.pem} with key and certificate (0600), {@code ca.pem}
 * with the certificate alone for users to trust (0644), and {@code leaf.pem} (0600). One process at a time may use a
 * directory.
 */
public final class PrivateAuthority {
  private static final Logger LOG = System.getLogger("eu.slmcopilot.tls");
  private static final String SECRET = "rw-------";

  private final KeptFile authorityFile;
  private final KeptFile certificateFile;
  private final KeptFile leafFile;
  private final Clock clock;
  private final CertificateFactory factory;
  private final KeyMaterial authority;

  private PrivateAuthority(Path directory, Clock clock, SecureRandom random) throws IOException {
    this.authorityFile = new KeptFile(directory.resolve("ca.key.pem"), SECRET);
    this.certificateFile = new KeptFile(directory.resolve("ca.pem"), "rw-r--r--");
    this.leafFile = new KeptFile(directory.resolve("leaf.pem"), SECRET);
    this.clock = clock;
    this.factory = new CertificateFactory(random);
    this.authority = openAuthority();
  }

  /**
   * Opens the authority in this directory, and makes it when there is none.
   *
   * @param directory made with mode 0700 if need be
   * @param clock for validity dates
   * @param random for keys and serial numbers
   * @throws TlsException when the directory cannot be read or written
   */
  public static PrivateAuthority open(Path directory, Clock clock, SecureRandom random) {
    try {
      return new PrivateAuthority(directory, clock, random);
    } catch (IOException e) {
      throw new TlsException(
          "The certificate directory "
              + directory
              + " cannot be used: "
              + e
              + ". The gateway needs to read and write it.",
          e);
    }
  }

  private KeyMaterial openAuthority() throws IOException {
    KeyMaterial stored = readOrSetAside(authorityFile);
    if (stored == null) {
      stored = factory.authority(clock.instant());
      authorityFile.write(Pem.write(stored));
    }
    String certificate = Pem.write(stored.leaf());
    if (!certificateFile.exists() || !certificateFile.read().equals(certificate)) {
      certificateFile.write(certificate);
    }
    return stored;
  }

  /**
   * The leaf to serve: the stored one while it is good, else a new one.
   *
   * <p>A new one is made when a wanted name is missing in it, when less than a third of its life is left, when it was
   * signed by another authority, or when its file is damaged.
   *
   * @param names DNS names and IP literals it must cover
   */
  public KeyMaterial leafFor(SortedSet<String> names) {
    try {
      KeyMaterial stored = readOrSetAside(leafFile);
      if (stored != null && isGood(stored, names)) {
        return stored;
      }
      KeyMaterial fresh = factory.leaf(authority, names, clock.instant());
      leafFile.write(Pem.write(fresh));
      return fresh;
    } catch (IOException e) {
      throw new TlsException(
          "The certificate file " + leafFile.path() + " cannot be written: " + e, e);
    }
  }

  private boolean isGood(KeyMaterial leaf, SortedSet<String> names) {
    try {
      X509Certificate certificate = leaf.leaf();
      certificate.verify(authority.leaf().getPublicKey());
      Instant from = certificate.getNotBefore().toInstant();
      Duration third = Duration.between(from, leaf.expires()).dividedBy(3);
      Instant now = clock.instant();
      return namesIn(certificate).containsAll(normal(names))
          && now.isAfter(from)
          && now.isBefore(leaf.expires().minus(third));
    } catch (GeneralSecurityException notOurs) {
      return false;
    }
  }

  private KeyMaterial readOrSetAside(KeptFile file) throws IOException {
    if (!file.exists()) {
      return null;
    }
    String text = file.read();
    try {
      return Pem.read(text);
    } catch (IOException damaged) {
      Path aside = file.setAside(clock.instant().getEpochSecond());
      LOG.log(
          Level.WARNING,
          "{0} cannot be used ({1}); kept as {2}, a new one is made",
          file.path(),
          damaged.getMessage(),
          aside);
      return null;
    }
  }

  /** The authority's certificate, which users trust. */
  public X509Certificate certificate() {
    return authority.leaf();
  }

  /** The PEM file of {@link #certificate()}, for users to copy. */
  public Path certificateFile() {
    return certificateFile.path();
  }

  /** SHA-256 of the authority's certificate, as pairs of upper-case hex digits with colons between. */
  public String fingerprint() {
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(authority.leaf().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static SortedSet<String> namesIn(X509Certificate certificate)
      throws GeneralSecurityException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    return alternatives == null
        ? new TreeSet<>()
        : normal(alternatives.stream()
            .map(entry -> String.valueOf(entry.get(1)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** IPv6 addresses have many spellings; names have two cases. */
  private static SortedSet<String> normal(SortedSet<String> names) {
    return names.stream()
        .map(PrivateAuthority::canonical)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String canonical(String name) {
    if (name.indexOf(':') < 0) {
      return name.toLowerCase(java.util.Locale.ROOT);
    }
    try {
      return java.net.InetAddress.getByName(name).getHostAddress();
    } catch (java.net.UnknownHostException notAnAddress) {
      return name;
    }
  }
}
