package eu.slmcopilot.gatewayd;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.SettingsException;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.AcmeAuthority;
import eu.slmcopilot.tls.acme.AcmeAuthority.ExternalAccount;
import eu.slmcopilot.tls.renewal.CertificateRenewer;
import eu.slmcopilot.tls.renewal.CertificateWish;
import eu.slmcopilot.tls.renewal.OwnPem;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The certificate that the settings and the files beside them ask for [SEC-01] [SEC-06]. */
final class Wish {
  private static final String CA_TITLE = "SLM-Copilot private CA";

  private Wish() {}

  static CertificateRenewer opened(
      Settings settings, Layout layout, Clock clock, SecureRandom random, Logger log)
      throws TlsException {
    CertificateDirectory directory =
        CertificateDirectory.open(layout.tls(), clock, notice -> log.log(Level.INFO, notice));
    try {
      return CertificateRenewer.open(
          directory, CA_TITLE, random, SSLContext.getDefault(), of(settings, layout));
    } catch (NoSuchAlgorithmException e) {
      throw new TlsException(
          "The roots that this Java trusts cannot be read (" + e.getMessage()
              + "): see javax.net.ssl.trustStore.",
          e);
    }
  }

  static CertificateWish of(Settings settings, Layout layout) {
    Settings.Certificate wanted = settings.certificate();
    List<String> names = wanted.domain().isEmpty() ? List.of() : List.of(wanted.domain());
    try {
      return new CertificateWish(names, Optional.of(authority(wanted, layout)), own(layout));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The settings for the certificate are not usable: " + e.getMessage()
              + ". Correct them and run 'slm-copilot configure'.",
          e);
    }
  }

  private static AcmeAuthority authority(Settings.Certificate wanted, Layout layout) {
    return new AcmeAuthority(
        wanted.acmeServer().isEmpty()
            ? AcmeAuthority.LETS_ENCRYPT
            : URI.create(wanted.acmeServer()),
        wanted.acmeEmail().isEmpty() ? List.of() : List.of(wanted.acmeEmail()),
        wanted.acmeEabKid().isEmpty()
            ? Optional.empty()
            : text(layout.acmeEabHmac())
                .map(hmac -> new ExternalAccount(wanted.acmeEabKid(), hmac.strip())),
        Optional.empty());
  }

  private static Optional<OwnPem> own(Layout layout) {
    Optional<String> key = text(layout.ownKey());
    return text(layout.ownCertificate())
        .flatMap(chain -> key.map(secret -> new OwnPem(chain, secret)));
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SettingsException(
          file + " cannot be read (" + e + "): give it to the user this runs as.", e);
    }
  }
}
