package eu.slmcopilot.tls.acme;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answers to HTTP-01 challenges under way (RFC 8555 section 8.3). Whoever listens on port 80 asks it for what
 * follows {@code /.well-known/acme-challenge/}. Thread-safe.
 */
public final class HttpAnswers {
  /** The path before the token. */
  public static final String PATH = "/.well-known/acme-challenge/";

  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** The key authorization for a token, to be sent as {@code application/octet-stream}; empty for an unknown one. */
  public Optional<String> answer(String token) {
    return Optional.ofNullable(answers.get(token));
  }

  void put(String token, String authorization) {
    answers.put(token, authorization);
  }

  void remove(String token) {
    answers.remove(token);
  }
}
