package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.course.Heartbeats;
import eu.slmcopilot.gateway.course.Patience;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A gateway's settings for a test, which names only what differs from the usual. */
final class TestSettings {
  private URI upstream;
  private int slots = 1000;
  private int queueLength = 1000;
  private Heartbeats heartbeats = Heartbeats.defaults();
  private Patience patience = Patience.defaults();
  private Duration bodyPace = Duration.ofSeconds(20);
  private boolean joinRetries;
  private List<String> origins = List.of("*");
  private String warmUpPrompt = "";
  private ChatRules chat = ChatRules.OFF;
  private GatewayConfig.Edge edge = GatewayConfig.Edge.defaults();

  private TestSettings(URI upstream) {
    this.upstream = upstream;
  }

  static TestSettings usual(URI upstream) {
    return new TestSettings(upstream);
  }

  TestSettings upstream(URI other) {
    upstream = other;
    return this;
  }

  TestSettings slots(int other) {
    slots = other;
    return this;
  }

  TestSettings queueLength(int other) {
    queueLength = other;
    return this;
  }

  /** Comments after so long, and again whenever nothing was sent for so long. */
  TestSettings heartbeats(Duration first, Duration every) {
    return heartbeats(new Heartbeats(first, every, heartbeats.style()));
  }

  TestSettings heartbeats(Heartbeats other) {
    heartbeats = other;
    return this;
  }

  TestSettings patience(Patience other) {
    patience = other;
    return this;
  }

  TestSettings bodyPace(Duration other) {
    bodyPace = other;
    return this;
  }

  TestSettings joiningRetries() {
    joinRetries = true;
    return this;
  }

  TestSettings origins(List<String> other) {
    origins = other;
    return this;
  }

  TestSettings warmUpPrompt(String other) {
    warmUpPrompt = other;
    return this;
  }

  TestSettings chat(ChatRules other) {
    chat = other;
    return this;
  }

  TestSettings edge(GatewayConfig.Edge other) {
    edge = other;
    return this;
  }

  GatewayConfig config() {
    GatewayConfig.Limits limits = GatewayConfig.Limits.defaults();
    return new GatewayConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new GatewayConfig.Engine(upstream, ScriptedEngine.MODEL, slots, warmUpPrompt),
        origins,
        new GatewayConfig.Limits(
            limits.bodyBytes(), limits.headerBytes(), bodyPace, limits.connect(), patience),
        new GatewayConfig.Waiting(queueLength, heartbeats, joinRetries),
        chat,
        edge,
        new GatewayConfig.Product("Test gateway", "1.2.3-test", "The tests know it."));
  }
}
