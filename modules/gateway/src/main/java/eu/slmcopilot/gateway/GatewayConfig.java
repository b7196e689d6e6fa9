package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.course.Heartbeats;
import eu.slmcopilot.gateway.course.Patience;
import eu.slmcopilot.gateway.edge.AddressRange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a gateway is to do; the password, which may change while it runs, comes in as a supplier instead.
 *
 * @param https where TLS is served; port 0 takes any free one
 * @param engine the one engine behind it
 * @param corsOrigins browser origins that may call it; {@code *} means all
 * @param limits sizes and times
 * @param waiting what becomes of chats that find no free slot
 * @param chat how chats are looked at before they are sent on
 * @param edge how much of what comes from outside is believed and let in
 * @param product what it says of itself
 */
public record GatewayConfig(
    InetSocketAddress https,
    Engine engine,
    List<String> corsOrigins,
    Limits limits,
    Waiting waiting,
    ChatRules chat,
    Edge edge,
    Product product) {
  private static final int QUEUE = 32;

  /** Copies the list. */
  public GatewayConfig {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /**
   * What suits one engine and a small team: every origin, 32 waiting chats, heartbeats as comments, chats passed on as
   * they come.
   *
   * @param https where TLS is served; port 0 takes any free one
   */
  public static GatewayConfig defaults(InetSocketAddress https, Engine engine) {
    return new GatewayConfig(
        https,
        engine,
        List.of("*"),
        Limits.defaults(),
        new Waiting(QUEUE, Heartbeats.defaults(), true),
        ChatRules.OFF,
        Edge.defaults(),
        Product.UNNAMED);
  }

  /**
   * The engine.
   *
   * @param upstream {@code http://host:port} with an optional path prefix, without {@code /v1}
   * @param model the model it must have loaded to be ready
   * @param slots how many chats it works on at once, at least 1
   * @param warmUpPrompt a system prompt for the first chat after each of its starts, so that it is in the engine's
   *     prompt cache when the first client comes; may be empty
   */
  public record Engine(URI upstream, String model, int slots, String warmUpPrompt) {
    /**
     * Checks that the upstream is one the gateway can speak to, and that it has a slot.
     *
     * @throws IllegalArgumentException when the upstream is not a plain http URL with a host, or there is no slot
     */
    public Engine {
      if (slots < 1) {
        throw new IllegalArgumentException("An engine has at least one slot, not " + slots + ".");
      }
      if (!"http".equals(upstream.getScheme()) || upstream.getHost() == null) {
        throw new IllegalArgumentException(
            "The upstream must be an http:// URL with a host, such as http://127.0.0.1:8080, not "
                + upstream);
      }
    }
  }

  /**
   * Bounds on one request.
   *
   * @param bodyBytes the largest request body, in bytes
   * @param headerBytes all request headers together, in bytes; beyond it a request gets 431
   * @param bodyPace within each such time 10,000 bytes of a body must come, or the rest of it; else a request gets 408
   * @param connect how long connecting to the engine may take
   * @param patience how long the engine is waited for
   */
  public record Limits(
      int bodyBytes, int headerBytes, Duration bodyPace, Duration connect, Patience patience) {
    /**
     * 8 MiB bodies (a context of 32,768 tokens is some 150 kB), 32 KiB headers, 20 s for 10,000 bytes, 5 s to connect;
     * see {@link Patience}.
     */
    public static Limits defaults() {
      return new Limits(
          8 << 20, 32 << 10, Duration.ofSeconds(20), Duration.ofSeconds(5), Patience.defaults());
    }
  }

  /**
   * What the gateway says of itself to who calls it.
   *
   * @param name the realm of a login (RFC 9110, section 11.5), which a browser shows beside its fields: letters, digits,
   *     blanks and {@code . + - _}
   * @param version what {@code /health} says this is: letters, digits and {@code . + - _}; may be empty
   * @param passwordHint a sentence that tells who sent a wrong password where the right one stands; may be empty
   */
  public record Product(String name, String version, String passwordHint) {
    /** A gateway that nobody named. */
    public static final Product UNNAMED = new Product("gateway", "", "");

    /**
     * Checks what goes into headers and JSON as it is.
     *
     * @throws IllegalArgumentException when the name or the version has other characters than these
     */
    public Product {
      if (!version.matches("[A-Za-z0-9.+_-]*")) {
        throw new IllegalArgumentException("This is no version: " + version);
      }
      if (!name.matches("[A-Za-z0-9 .+_-]+")) {
        throw new IllegalArgumentException("This cannot be a realm: " + name);
      }
    }
  }

  /**
   * How much of what comes from outside is believed and let in.
   *
   * @param requestsPerMinute for each network (an IPv4 address, an IPv6 /64), 0 for no limit
   * @param wrongPasswordsPerMinute for each network, 0 for no limit
   * @param trustedProxies addresses or CIDR ranges whose {@code X-Forwarded-For} is believed
   * @param connections how many connections are taken
   */
  public record Edge(
      int requestsPerMinute,
      int wrongPasswordsPerMinute,
      List<String> trustedProxies,
      Connections connections) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when one of the proxies is neither an address nor a range
     */
    public Edge {
      trustedProxies = List.copyOf(trustedProxies);
      trustedProxies.forEach(AddressRange::of);
    }

    /** No limit on requests, 60 wrong passwords a minute (an editor with a wrong key sends 24), no proxy. */
    public static Edge defaults() {
      return new Edge(0, 60, List.of(), Connections.defaults());
    }
  }

  /**
   * How many connections are taken. One too many is closed at once, before its TLS handshake: an answer that says why
   * would cost more than most requests do.
   *
   * @param all in all, at least 1; each costs up to 100 kB of memory
   * @param perNetwork for each network (an IPv4 address, an IPv6 /64) that is no trusted proxy's, at least 1
   * @param head how long a request head may take, the first one with connecting and handshake; fixed at the start
   */
  public record Connections(int all, int perNetwork, Duration head) {
    /**
     * Checks that somebody can connect.
     *
     * @throws IllegalArgumentException when nobody could
     */
    public Connections {
      if (all < 1 || perNetwork < 1 || head.isNegative() || head.isZero()) {
        throw new IllegalArgumentException(
            "At least one connection, and some time for a request head, are needed.");
      }
    }

    /** 2,048 in all; 512 for a network, which may be an office behind one address; 30 s. */
    public static Connections defaults() {
      return new Connections(2048, 512, Duration.ofSeconds(30));
    }
  }

  /**
   * What becomes of chats that find no free slot.
   *
   * @param queueLength how many may wait, 0 for none
   * @param heartbeats how clients of streams are kept patient
   * @param joinRetries whether a request that is the same, byte for byte, as one its client already waits for shares
   *     that one's answer
   */
  public record Waiting(int queueLength, Heartbeats heartbeats, boolean joinRetries) {}
}
