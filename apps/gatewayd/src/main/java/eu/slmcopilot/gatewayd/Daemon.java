package eu.slmcopilot.gatewayd;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.SettingsException;
import eu.slmcopilot.gateway.AccessKey;
import eu.slmcopilot.gateway.Gateway;
import eu.slmcopilot.gateway.GatewayConfig;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.MachineNames;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.ServedCertificate;
import eu.slmcopilot.tls.TlsException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The wiring, in the order of a boot: settings, password, certificate, listener. */
final class Daemon implements AutoCloseable {
  private static final Logger LOG = System.getLogger("eu.slmcopilot.gatewayd");

  private final Gateway gateway;

  private Daemon(Gateway gateway) {
    this.gateway = gateway;
  }

  static Daemon start(Layout layout, Clock clock, SecureRandom random) throws TlsException {
    Settings settings = Settings.read(layout.settings());
    AccessKey key = readKey(layout);
    KeyMaterial leaf = leaf(layout, settings, clock, random);
    Gateway gateway =
        Gateway.start(config(settings), new ServedCertificate(leaf).sslContext(), () -> key);
    LOG.log(
        Level.INFO,
        "serving https on port {0,number,#} for the engine at {1}; certificate of the private CA until {2}",
        gateway.https().getPort(),
        settings.engine().upstream(),
        leaf.expiry());
    return new Daemon(gateway);
  }

  private static KeyMaterial leaf(
      Layout layout, Settings settings, Clock clock, SecureRandom random) throws TlsException {
    CertificateDirectory directory =
        CertificateDirectory.open(layout.tls(), clock, notice -> LOG.log(Level.INFO, notice));
    PrivateCa authority = PrivateCa.open(directory, "SLM-Copilot", random);
    String domain = settings.certificate().domain();
    List<String> added = domain.isEmpty() ? List.of() : List.of(domain);
    return new KeptCertificate(directory, "leaf.pem", authority)
        .obtain(MachineNames.ofThisMachine(added).now());
  }

  private static GatewayConfig config(Settings settings) {
    return new GatewayConfig(
        address(settings.listen()),
        settings.engine().upstream(),
        settings.access().corsOrigins(),
        GatewayConfig.Limits.defaults());
  }

  private static InetSocketAddress address(Settings.Listen listen) {
    if (listen.address().equals("::")) {
      // Java's own wildcard takes IPv4 alone where a machine has no IPv6.
      return new InetSocketAddress(listen.httpsPort());
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(listen.address()), listen.httpsPort());
    } catch (UnknownHostException e) {
      throw new SettingsException(
          "The listen address '" + listen.address() + "' in the settings is not an address.", e);
    }
  }

  private static AccessKey readKey(Layout layout) {
    try {
      return AccessKey.of(Files.readString(layout.password()).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "The password file "
              + layout.password()
              + " cannot be used ("
              + e.getClass().getSimpleName()
              + "): run 'slm-copilot configure' to write it.",
          e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    LOG.log(Level.INFO, "stopped");
  }
}
