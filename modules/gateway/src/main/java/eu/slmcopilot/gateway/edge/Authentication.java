package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets through who knows the password [SEC-02]: as Basic with any user name (RFC 7617), as Bearer
 * token (RFC 6750) or as {@code x-api-key}, because editors differ in what they can send.
 */
public final class Authentication implements HttpHandler {
  private static final HttpString API_KEY = new HttpString("X-Api-Key");
  private static final AttachmentKey<String> NAME = AttachmentKey.create(String.class);

  private final Demand demand;
  private final Predicate<String> password;
  private final Allowance failures;
  private final HttpHandler next;

  /**
   * Asks for a password.
   *
   * @param demand how it is asked for
   * @param password whether this is the one in force now
   * @param failures how many wrong passwords a network may send; beyond it even the right one has to wait, or guessing
   *     would go on
   */
  public Authentication(
      Demand demand, Predicate<String> password, Allowance failures, HttpHandler next) {
    this.demand = demand;
    this.password = password;
    this.failures = failures;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Optional<Credentials> presented = presented(exchange.getRequestHeaders());
    Optional<Duration> wait = failures.isUsedUp(ClientAddress.of(exchange));
    if (presented.isPresent() && wait.isPresent()) {
      RateLimit.refuse(
          exchange,
          wait.get(),
          "Too many wrong passwords came from your network. Wait and try again.");
      return;
    }
    if (presented.isPresent() && password.test(presented.get().password())) {
      exchange.putAttachment(NAME, presented.get().name());
      next.handleRequest(exchange);
      return;
    }
    if (presented.isPresent()) {
      var unused = failures.use(ClientAddress.of(exchange));
    }
    String realm = "realm=\"" + demand.realm() + '"';
    HeaderMap answer = exchange.getResponseHeaders();
    answer.add(Headers.WWW_AUTHENTICATE, "Basic " + realm + ", charset=\"UTF-8\"");
    answer.add(Headers.WWW_AUTHENTICATE, "Bearer " + realm);
    OpenAiError.invalid(
            401,
            "invalid_api_key",
            presented.isPresent()
                ? ("The password is wrong. " + demand.hint()).strip()
                : "A password is needed: send it as Bearer token (API key) or with Basic authentication.")
        .send(exchange);
  }

  /** The user name of Basic, which tells people behind one address apart; else empty. */
  public static String nameOf(HttpServerExchange exchange) {
    return exchange.getAttachment(NAME);
  }

  private static Optional<Credentials> presented(HeaderMap headers) {
    String authorization = headers.getFirst(Headers.AUTHORIZATION);
    if (authorization == null) {
      return Optional.ofNullable(headers.getFirst(API_KEY)).map(Credentials::key);
    }
    int blank = authorization.indexOf(' ');
    if (blank < 0) {
      return Optional.of(Credentials.key(""));
    }
    String scheme = authorization.substring(0, blank);
    String value = authorization.substring(blank + 1).trim();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return Optional.of(Credentials.key(value));
    }
    return Optional.of(scheme.equalsIgnoreCase("Basic") ? basic(value) : Credentials.key(""));
  }

  private static Credentials basic(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return new Credentials(pair.substring(0, Math.max(0, colon)), pair.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Credentials.key("");
    }
  }

  /**
   * How a password is asked for.
   *
   * @param realm what it is for, in characters that need no escape between quotation marks
   * @param hint a sentence on where the password stands, for who sent a wrong one; may be empty
   */
  public record Demand(String realm, String hint) {}

  private record Credentials(String name, String password) {
    static Credentials key(String password) {
      return new Credentials("", password);
    }
  }
}
