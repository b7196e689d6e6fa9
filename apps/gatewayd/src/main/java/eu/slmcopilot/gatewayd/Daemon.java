package eu.slmcopilot.gatewayd;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.SettingsException;
import eu.slmcopilot.gateway.AccessKey;
import eu.slmcopilot.gateway.Gateway;
import eu.slmcopilot.gateway.GatewayConfig;
import eu.slmcopilot.gateway.Identity;
import eu.slmcopilot.gateway.PlainPort;
import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.course.Heartbeats;
import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.renewal.CertificateRenewer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The wiring, in the order of a boot: settings, password, certificate, listener, then whom to ask for a better certificate. */
final class Daemon implements AutoCloseable {
  static final String VERSION = "0.1.0";

  private static final Logger LOG = System.getLogger("eu.slmcopilot.gatewayd");
  private static final String PASSWORD_HINT =
      "It stands in /etc/one-appliance/config on the appliance; 'make run' printed its own.";

  private final Layout layout;
  private final FileWatch files;
  private final AtomicReference<AccessKey> key;
  private final CertificateRenewer certificate;
  private final Gateway gateway;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private Daemon(Layout layout, Clock clock, SecureRandom random) throws TlsException {
    this.layout = layout;
    this.files = new FileWatch(List.of(
        layout.settings(),
        layout.password(),
        layout.ownCertificate(),
        layout.ownKey(),
        layout.acmeEabHmac()));
    Settings settings = Settings.read(layout.settings());
    this.key = new AtomicReference<>(readKey(layout));
    this.certificate = Wish.opened(settings, layout, clock, random, LOG);
    this.gateway = Gateway.start(
        config(settings, VERSION),
        new Identity(certificate.sslContext(), certificate::issuedPublicly),
        key::get,
        Optional.of(plainPort(settings)),
        DaemonMetrics.of(certificate, VERSION));
    certificate.start();
    LOG.log(
        Level.INFO,
        "serving https on port {0,number,#} for the engine at {1}, TLS by {2}",
        gateway.https().getPort(),
        settings.engine().upstream(),
        certificate.sslContext().getProvider().getName());
  }

  static Daemon start(Layout layout, Clock clock, SecureRandom random) throws TlsException {
    Daemon daemon = new Daemon(layout, clock, random);
    var unused =
        daemon.timer.scheduleWithFixedDelay(daemon::reloadIfChanged, 1, 1, TimeUnit.SECONDS);
    return daemon;
  }

  /** A bad file is told once and changes nothing: what was served before goes on. */
  private void reloadIfChanged() {
    try {
      if (files.changed()) {
        AccessKey next = readKey(layout);
        Settings settings = Settings.read(layout.settings());
        certificate.want(Wish.of(settings, layout));
        gateway.apply(config(settings, VERSION));
        key.set(next);
        LOG.log(Level.INFO, "settings and password read anew");
      }
    } catch (TlsException | RuntimeException bad) {
      LOG.log(
          Level.ERROR, "not reloaded, the settings before stay in force: {0}", bad.getMessage());
    }
  }

  static GatewayConfig config(Settings settings, String version) {
    Settings.Engine engine = settings.engine();
    Settings.Chat chat = settings.chat();
    Heartbeats.Style style = Heartbeats.Style.valueOf(chat.heartbeat().toUpperCase(Locale.ROOT));
    return new GatewayConfig(
        address(settings.listen(), settings.listen().httpsPort()),
        new GatewayConfig.Engine(
            engine.upstream(), engine.model(), engine.slots(), chat.warmUpPrompt()),
        settings.access().corsOrigins(),
        GatewayConfig.Limits.defaults(),
        new GatewayConfig.Waiting(
            settings.limits().queueLength(), Heartbeats.defaults().in(style), true),
        new ChatRules(chat.sense(), engine.contextSize(), chat.maxTokens()),
        new GatewayConfig.Edge(
            settings.limits().requestsPerMinute(),
            GatewayConfig.Edge.defaults().wrongPasswordsPerMinute(),
            settings.access().trustedProxies(),
            new GatewayConfig.Connections(
                settings.limits().connections(),
                settings.limits().connectionsPerNetwork(),
                GatewayConfig.Connections.defaults().head())),
        new GatewayConfig.Product("SLM-Copilot", version, PASSWORD_HINT));
  }

  private PlainPort plainPort(Settings settings) {
    return new PlainPort(
        address(settings.listen(), settings.listen().httpPort()),
        certificate::names,
        this::caCertificate,
        certificate::answer);
  }

  private Optional<String> caCertificate() {
    try {
      return Optional.of(Files.readString(layout.caCertificate()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static InetSocketAddress address(Settings.Listen listen, int port) {
    if (listen.address().equals("::")) {
      // Java's own wildcard takes IPv4 alone where a machine has no IPv6.
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(listen.address()), port);
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

  /** Stops without cutting a stream that ends within the limit. */
  void drain(Duration limit) throws InterruptedException {
    timer.shutdownNow();
    LOG.log(Level.INFO, "stopping; what is under way has {0} s", limit.toSeconds());
    certificate.close();
    boolean all = gateway.drain(limit);
    LOG.log(Level.INFO, all ? "stopped" : "stopped; what was left was ended with an error");
  }

  @Override
  public void close() {
    timer.shutdownNow();
    certificate.close();
    gateway.close();
    LOG.log(Level.INFO, "stopped");
  }
}
