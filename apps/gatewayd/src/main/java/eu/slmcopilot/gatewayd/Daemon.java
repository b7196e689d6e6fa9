package eu.slmcopilot.gatewayd;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.SettingsException;
import eu.slmcopilot.gateway.AccessKey;
import eu.slmcopilot.gateway.Gateway;
import eu.slmcopilot.gateway.GatewayConfig;
import eu.slmcopilot.tls.KeyMaterial;
import eu.slmcopilot.tls.MachineNames;
import eu.slmcopilot.tls.PrivateAuthority;
import eu.slmcopilot.tls.ServedCertificate;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.SortedSet;
import java.util.TreeSet;

/** The wiring, in the order of a boot: settings, password, certificate, listener. */
final class Daemon implements AutoCloseable {
  private static final Logger LOG = System.getLogger("eu.slmcopilot.gatewayd");

  private final Gateway gateway;

  private Daemon(Gateway gateway) {
    this.gateway = gateway;
  }

  static Daemon start(Layout layout, MachineNames machine, Clock clock, SecureRandom random) {
    Settings settings = Settings.read(layout.settings());
    AccessKey key = readKey(layout);
    KeyMaterial leaf =
        PrivateAuthority.open(layout.tls(), clock, random).leafFor(names(settings, machine));
    Gateway gateway =
        Gateway.start(config(settings), new ServedCertificate(leaf).sslContext(), () -> key);
    LOG.log(
        Level.INFO,
        "serving https on port {0,number,#} for the engine at {1}; certificate of the private CA until {2}",
        gateway.https().getPort(),
        settings.engine().upstream(),
        leaf.expires());
    return new Daemon(gateway);
  }

  private static SortedSet<String> names(Settings settings, MachineNames machine) {
    SortedSet<String> names = new TreeSet<>(machine.names());
    if (!settings.certificate().domain().isEmpty()) {
      names.add(settings.certificate().domain());
    }
    return names;
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
