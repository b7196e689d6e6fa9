package eu.slmcopilot.configure;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.TlsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/**
 * A certificate with its key as an owner would paste them into a context, valid at the time at which tests are held.
 *
 * @param certificate PEM in base64
 * @param key PEM in base64
 */
record TestPem(String certificate, String key) {

  static TestPem forName(Path directory, String name) throws TlsException {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T04:00:00Z"), ZoneOffset.UTC);
    KeyMaterial material = PrivateCa.open(
            CertificateDirectory.open(directory, clock, notice -> {}), "Owner", new SecureRandom())
        .issue(CertificateNames.of(List.of(name)));
    try {
      return new TestPem(
          base64(pem("CERTIFICATE", material.leaf().getEncoded())),
          base64(pem("PRIVATE KEY", material.key().getEncoded())));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
