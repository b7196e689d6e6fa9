package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.KeyMaterial;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.shredzone.acme4j.Identifier;

/** The self-signed certificate that proves a name by TLS-ALPN-01 (RFC 8737 section 3). */
final class ValidationCertificate {
  private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");
  private static final X500Name NAME = new X500Name("CN=acme challenge");
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofDays(1);

  private ValidationCertificate() {}

  /**
   * Makes it.
   *
   * @param name what it alone is for
   * @param digest SHA-256 of the key authorization
   */
  static KeyMaterial of(Identifier name, byte[] digest, Instant now) {
    KeyPair pair = FreshKey.pair();
    try {
      X509v3CertificateBuilder form = new JcaX509v3CertificateBuilder(
          NAME,
          BigInteger.ONE,
          Date.from(now.minus(CLOCKS_MAY_DIFFER)),
          Date.from(now.plus(CLOCKS_MAY_DIFFER)),
          NAME,
          pair.getPublic());
      boolean address = name.getType().equals(Identifier.TYPE_IP);
      form.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(
              address ? GeneralName.iPAddress : GeneralName.dNSName, name.getValue())));
      form.addExtension(ACME_IDENTIFIER, true, new DEROctetString(digest));
      return new KeyMaterial(
          pair.getPrivate(),
          List.of(new JcaX509CertificateConverter()
              .getCertificate(form.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())))));
    } catch (IOException | OperatorCreationException | CertificateException e) {
      throw new IllegalStateException("a certificate for " + name + " must be makeable", e);
    }
  }
}
