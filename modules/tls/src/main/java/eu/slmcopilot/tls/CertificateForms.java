package eu.slmcopilot.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The two certificates a private CA knows how to fill in, after RFC 5280: its own and a server's.
 * Keys are EC P-256, serial numbers 159 random bits. The JDK's own cryptography does the work.
 */
final class CertificateForms {
  static final Duration LEAF_LIFE = Duration.ofDays(397).minusSeconds(1);
  private static final int AUTHORITY_YEARS = 10;
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(24);
  private static final int SERIAL_BITS = 159;
  private static final int LONGEST_COMMON_NAME = 64;

  private final Clock clock;
  private final SecureRandom random;

  CertificateForms(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  KeyMaterial authority(String title) throws TlsException {
    byte[] id = new byte[4];
    random.nextBytes(id);
    X500Name name = commonName(title + " " + HexFormat.of().formatHex(id));
    Instant start = start();
    Instant end = start.atZone(ZoneOffset.UTC).plusYears(AUTHORITY_YEARS).toInstant();
    try {
      KeyPair pair = newPair();
      X509v3CertificateBuilder form = form(name, name, start, end, pair);
      form.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      form.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new KeyMaterial(pair.getPrivate(), List.of(sign(form, pair)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new TlsException("The private CA could not be made: " + e, e);
    }
  }

  KeyMaterial leaf(KeyMaterial authority, CertificateNames names) throws TlsException {
    X509Certificate issuer = authority.leaf();
    Instant start = start();
    Instant end = start.plus(LEAF_LIFE);
    end = end.isAfter(authority.expiry()) ? authority.expiry() : end;
    X500Name issuerName = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    try {
      KeyPair pair = newPair();
      X509v3CertificateBuilder form = form(issuerName, subject(names), start, end, pair);
      form.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      form.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      form.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
      form.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
      KeyPair signer = new KeyPair(issuer.getPublicKey(), authority.key());
      return new KeyMaterial(pair.getPrivate(), List.of(sign(form, signer)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new TlsException("A certificate for " + names.texts() + " could not be made: " + e, e);
    }
  }

  private X509v3CertificateBuilder form(
      X500Name issuer, X500Name subject, Instant start, Instant end, KeyPair pair)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder form = new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
        Date.from(start),
        Date.from(end),
        subject,
        pair.getPublic());
    form.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return form;
  }

  private X509Certificate sign(X509v3CertificateBuilder form, KeyPair signer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(form.build(new JcaContentSignerBuilder("SHA256withECDSA")
            .setSecureRandom(random)
            .build(signer.getPrivate())));
  }

  private KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  /** A day back: a client whose clock is behind, or in another zone, must not refuse us. */
  private Instant start() {
    return clock.instant().minus(CLOCKS_MAY_DIFFER).truncatedTo(ChronoUnit.SECONDS);
  }

  private static X500Name subject(CertificateNames names) {
    return names.texts().stream()
        .filter(name -> name.length() <= LONGEST_COMMON_NAME)
        .findFirst()
        .map(CertificateForms::commonName)
        .orElseGet(() -> commonName("server"));
  }

  private static X500Name commonName(String text) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, text).build();
  }

  private static GeneralNames alternativeNames(CertificateNames names) {
    List<GeneralName> all = new ArrayList<>();
    names.dns().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
    for (InetAddress address : names.addresses()) {
      all.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress()));
    }
    return new GeneralNames(all.toArray(new GeneralName[0]));
  }
}
