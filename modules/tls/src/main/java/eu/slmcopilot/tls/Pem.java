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
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Key and chain as one PEM text (RFC 7468), so that they can only be replaced together. */
final class Pem {
  private Pem() {}

  static String write(KeyMaterial material) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(new JcaPKCS8Generator(material.key(), null));
      for (X509Certificate certificate : material.chain()) {
        pem.writeObject(certificate);
      }
    }
    return text.toString();
  }

  static String write(X509Certificate certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(certificate);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write(KeyMaterial)} wrote.
   *
   * @throws IOException when it is not a key followed by certificates; the message never quotes the text
   */
  static KeyMaterial read(String text) throws IOException {
    PrivateKey key = null;
    List<X509Certificate> chain = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof PrivateKeyInfo info) {
          key = new JcaPEMKeyConverter().getPrivateKey(info);
        } else if (next instanceof X509CertificateHolder holder) {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    } catch (CertificateException | RuntimeException e) {
      throw new IOException("it holds no readable key and certificate", e);
    }
    if (key == null || chain.isEmpty()) {
      throw new IOException("it holds no " + (key == null ? "private key" : "certificate"));
    }
    return new KeyMaterial(key, chain);
  }
}
