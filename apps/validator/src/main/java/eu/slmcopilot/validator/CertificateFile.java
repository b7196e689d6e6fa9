package eu.slmcopilot.validator;

import eu.slmcopilot.openai.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A file with the certificates of a private CA, as PEM or DER. */
final class CertificateFile {
  private CertificateFile() {}

  static Trust read(Path file) throws UsageException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      return Trust.certificates(certificates);
    } catch (IOException e) {
      throw new UsageException("The CA file " + file + " cannot be read: " + e, e);
    } catch (CertificateException | IllegalArgumentException e) {
      throw new UsageException(
          "The CA file " + file + " should have certificates in PEM, but: " + e.getMessage(), e);
    }
  }
}
