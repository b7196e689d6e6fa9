package eu.slmcopilot.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** PEM (RFC 7468) to values and back; text in, text out. */
final class PemText {
  private PemText() {}

  /** One text with the key (PKCS #8) and its chain, so that the two can never be mixed up. */
  static String of(KeyMaterial material) {
    return write(material.key(), material.chain());
  }

  /** One certificate alone. */
  static String of(X509Certificate certificate) {
    return write(null, List.of(certificate));
  }

  /**
   * Reads a key and its chain, in any order among each other.
   *
   * @throws TlsException saying what is missing or wrong; never with any of the text
   */
  static KeyMaterial read(String text) throws TlsException {
    return read(text, text);
  }

  /**
   * The same from two texts.
   *
   * @throws TlsException saying what is missing or wrong; never with any of the texts
   */
  static KeyMaterial read(String certificates, String secret) throws TlsException {
    PrivateKey key = parts(secret).stream()
        .filter(PrivateKey.class::isInstance)
        .map(PrivateKey.class::cast)
        .reduce((first, last) -> last)
        .orElseThrow(() -> new TlsException(
            secret.contains("ENCRYPTED")
                ? "the private key is encrypted; a key without a passphrase is expected"
                : "it holds no private key"));
    List<X509Certificate> chain = certificates(certificates);
    try {
      return new KeyMaterial(key, chain);
    } catch (IllegalArgumentException e) {
      throw new TlsException(e.getMessage(), e);
    }
  }

  /**
   * Reads the certificates alone, in their order; a key among them is passed over.
   *
   * @throws TlsException when the text is no PEM; never with any of it
   */
  static List<X509Certificate> certificates(String text) throws TlsException {
    return parts(text).stream()
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static List<Object> parts(String text) throws TlsException {
    List<Object> parts = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof X509CertificateHolder certificate) {
          parts.add(new JcaX509CertificateConverter().getCertificate(certificate));
        } else if (next instanceof PrivateKeyInfo info) {
          parts.add(new JcaPEMKeyConverter().getPrivateKey(info));
        } else if (next instanceof PEMKeyPair pair) {
          parts.add(new JcaPEMKeyConverter().getKeyPair(pair).getPrivate());
        }
      }
    } catch (IOException | CertificateException | IllegalArgumentException e) {
      throw new TlsException("it is not valid PEM (" + e.getClass().getSimpleName() + ")", e);
    }
    return parts;
  }

  private static String write(PrivateKey key, List<X509Certificate> certificates) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      if (key != null) {
        pem.writeObject(new JcaPKCS8Generator(key, null));
      }
      for (X509Certificate certificate : certificates) {
        pem.writeObject(certificate);
      }
    } catch (IOException e) {
      throw new IllegalStateException("A key and certificates in memory must encode", e);
    }
    return text.toString();
  }
}
