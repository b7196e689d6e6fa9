package eu.slmcopilot.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the two kinds of certificate a private authority needs (RFC 5280), on P-256. */
final class CertificateFactory {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  // Apple's clients refuse a server certificate that lives longer than 398 days.
  private static final Duration LEAF_LIFE = Duration.ofDays(397);
  // A client's clock may be a little behind.
  private static final Duration BACKDATED = Duration.ofHours(1);

  private final SecureRandom random;

  CertificateFactory(SecureRandom random) {
    this.random = random;
  }

  /** A self-signed authority that may sign leaves only (path length 0). */
  KeyMaterial authority(Instant now) {
    byte[] id = new byte[4];
    random.nextBytes(id);
    X500Name name = new X500Name("CN=SLM-Copilot private CA " + HexFormat.of().formatHex(id));
    try {
      KeyPair pair = keyPair();
      JcaX509v3CertificateBuilder certificate = builder(name, name, now, AUTHORITY_LIFE, pair);
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      certificate.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new KeyMaterial(pair.getPrivate(), List.of(sign(certificate, pair)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new TlsException("The private CA could not be made: " + e.getMessage(), e);
    }
  }

  /** A server certificate for these names, with its authority behind it in the chain. */
  KeyMaterial leaf(KeyMaterial authority, SortedSet<String> names, Instant now) {
    X509Certificate issuer = authority.leaf();
    try {
      KeyPair pair = keyPair();
      JcaX509v3CertificateBuilder certificate = builder(
          X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
          new X500Name("CN=SLM-Copilot"),
          now,
          LEAF_LIFE,
          pair);
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      certificate.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      certificate.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
      certificate.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      X509Certificate leaf = sign(certificate, new KeyPair(issuer.getPublicKey(), authority.key()));
      return new KeyMaterial(pair.getPrivate(), List.of(leaf, issuer));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new TlsException("The server certificate could not be made: " + e.getMessage(), e);
    }
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, Instant now, Duration life, KeyPair pair)
      throws GeneralSecurityException, IOException {
    Instant from = now.minus(BACKDATED);
    JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(159, random),
        Date.from(from),
        Date.from(from.plus(life)),
        subject,
        pair.getPublic());
    certificate.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return certificate;
  }

  private static GeneralNames alternatives(SortedSet<String> names) {
    return new GeneralNames(names.stream()
        .map(name ->
            new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
        .toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || name.matches("[0-9.]+");
  }

  private KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder certificate, KeyPair signer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(certificate.build(
            new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
  }
}
