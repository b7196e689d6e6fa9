package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.course.Heartbeats;
import eu.slmcopilot.gateway.course.Patience;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A gateway's settings, changed one at a time. */
record TestSettings(
    URI upstream,
    int slots,
    int queueLength,
    Heartbeats heartbeats,
    Patience patience,
    boolean joinRetries,
    List<String> origins,
    String warmUpPrompt,
    ChatRules chat,
    GatewayConfig.Edge edge) {

  static TestSettings usual(URI upstream) {
    return new TestSettings(
        upstream,
        1000,
        1000,
        Heartbeats.defaults(),
        Patience.defaults(),
        false,
        List.of("*"),
        "",
        ChatRules.OFF,
        GatewayConfig.Edge.defaults());
  }

  TestSettings upstream(URI other) {
    return new TestSettings(
        other,
        slots,
        queueLength,
        heartbeats,
        patience,
        joinRetries,
        origins,
        warmUpPrompt,
        chat,
        edge);
  }

  TestSettings slots(int other) {
    return new TestSettings(
        upstream,
        other,
        queueLength,
        heartbeats,
        patience,
        joinRetries,
        origins,
        warmUpPrompt,
        chat,
        edge);
  }

  TestSettings queueLength(int other) {
    return new TestSettings(
        upstream,
        slots,
        other,
        heartbeats,
        patience,
        joinRetries,
        origins,
        warmUpPrompt,
        chat,
        edge);
  }

  /** Comments after so long, and again whenever nothing was sent for so long. */
  TestSettings heartbeats(Duration first, Duration every) {
    return heartbeats(new Heartbeats(first, every, heartbeats.style()));
  }

  TestSettings heartbeats(Heartbeats other) {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        other,
        patience,
        joinRetries,
        origins,
        warmUpPrompt,
        chat,
        edge);
  }

  TestSettings patience(Patience other) {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        heartbeats,
        other,
        joinRetries,
        origins,
        warmUpPrompt,
        chat,
        edge);
  }

  TestSettings joiningRetries() {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        heartbeats,
        patience,
        true,
        origins,
        warmUpPrompt,
        chat,
        edge);
  }

  TestSettings origins(List<String> other) {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        heartbeats,
        patience,
        joinRetries,
        other,
        warmUpPrompt,
        chat,
        edge);
  }

  TestSettings warmUpPrompt(String other) {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        heartbeats,
        patience,
        joinRetries,
        origins,
        other,
        chat,
        edge);
  }

  TestSettings chat(ChatRules other) {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        heartbeats,
        patience,
        joinRetries,
        origins,
        warmUpPrompt,
        other,
        edge);
  }

  TestSettings edge(GatewayConfig.Edge other) {
    return new TestSettings(
        upstream,
        slots,
        queueLength,
        heartbeats,
        patience,
        joinRetries,
        origins,
        warmUpPrompt,
        chat,
        other);
  }

  GatewayConfig config() {
    GatewayConfig.Limits limits = GatewayConfig.Limits.defaults();
    return new GatewayConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new GatewayConfig.Engine(upstream, ScriptedEngine.MODEL, slots, warmUpPrompt),
        origins,
        new GatewayConfig.Limits(
            limits.bodyBytes(), limits.headerBytes(), limits.connect(), patience),
        new GatewayConfig.Waiting(queueLength, heartbeats, joinRetries),
        chat,
        edge,
        "1.2.3-test");
  }
}
