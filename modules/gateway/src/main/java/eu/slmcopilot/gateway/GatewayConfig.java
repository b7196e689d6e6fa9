package eu.slmcopilot.gateway;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a gateway is to do; everything that may change while it runs comes in as suppliers instead.
 *
 * @param https where TLS is served; port 0 takes any free one
 * @param upstream the one engine behind it, {@code http://host:port} with an optional path prefix, without {@code /v1}
 * @param corsOrigins browser origins that may call it; {@code *} means all
 * @param limits sizes and times
 */
public record GatewayConfig(
    InetSocketAddress https, URI upstream, List<String> corsOrigins, Limits limits) {

  /**
   * Checks that the upstream is one the gateway can speak to.
   *
   * @throws IllegalArgumentException when the upstream is not a plain http URL with a host
   */
  public GatewayConfig {
    if (!"http".equals(upstream.getScheme()) || upstream.getHost() == null) {
      throw new IllegalArgumentException(
          "The upstream must be an http:// URL with a host, such as http://127.0.0.1:8080, not "
              + upstream);
    }
    corsOrigins = List.copyOf(corsOrigins);
  }

  /**
   * Bounds on one request.
   *
   * @param bodyBytes the largest request body, in bytes
   * @param headerBytes all request headers together, in bytes; beyond it a request gets 431
   * @param connect how long connecting to the engine may take
   * @param idle how long the engine may be silent within an answer (SEC-08 asks for 600 s)
   */
  public record Limits(int bodyBytes, int headerBytes, Duration connect, Duration idle) {
    /** 8 MiB bodies (a context of 32,768 tokens is some 150 kB), 32 KiB headers, 5 s, 600 s. */
    public static Limits defaults() {
      return new Limits(8 << 20, 32 << 10, Duration.ofSeconds(5), Duration.ofSeconds(600));
    }
  }
}
