package eu.slmcopilot.gatewayd;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.gateway.GatewayConfig;
import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.course.Heartbeats;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** [ONE-01] Each setting finds its place in the gateway. */
class DaemonTest {
  @Test
  void everyFieldIsMapped() throws Exception {
    Settings settings = new Settings(
        new Settings.Listen("127.0.0.1", 8443, 8081),
        new Settings.Engine(URI.create("http://127.0.0.1:9000"), "some-model", 4096, 3),
        Settings.Limits.of(7, 90),
        new Settings.Chat(true, 100, "delta", "You are helpful."),
        new Settings.Access(List.of("https://a.example"), List.of("10.0.0.0/8")),
        new Settings.Certificate("", "", "", ""));
    assertThat(Daemon.config(settings, "9.9"))
        .isEqualTo(
            new GatewayConfig(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8443),
                new GatewayConfig.Engine(
                    URI.create("http://127.0.0.1:9000"), "some-model", 3, "You are helpful."),
                List.of("https://a.example"),
                GatewayConfig.Limits.defaults(),
                new GatewayConfig.Waiting(
                    7,
                    new Heartbeats(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Heartbeats.Style.DELTA),
                    true),
                new ChatRules(true, 4096, 100),
                new GatewayConfig.Edge(
                    90, 60, List.of("10.0.0.0/8"), GatewayConfig.Connections.defaults()),
                new GatewayConfig.Product(
                    "SLM-Copilot",
                    "9.9",
                    "It stands in /etc/one-appliance/config on the appliance; 'make run' printed its own.")));
  }
}
