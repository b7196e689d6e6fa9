package eu.slmcopilot.openai;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Turns what went wrong into the exception that says so. */
final class Failures {
  // An error message has no business being longer, whoever sends it.
  private static final int ERROR_BYTES = 64 << 10;

  private final HttpUrl base;
  private final Clock clock;

  Failures(HttpUrl base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  /** For an answer that is not 2xx. */
  OpenAiException of(Response response) {
    int status = response.code();
    String body = bodyOf(response);
    Wire.ServerError error =
        Wire.error(body).orElseGet(() -> new Wire.ServerError(Wire.shortened(body), "", ""));
    Duration retryAfter =
        RetryAfter.parse(response.header("Retry-After"), clock).orElse(null);
    OpenAiException.Answer answer =
        new OpenAiException.Answer(status, error.type(), error.code(), retryAfter);
    String message = base + " answered " + status + ": "
        + (error.message().isEmpty() ? "(no message)" : error.message());
    if (status == 401 || status == 403) {
      return new OpenAiException.Authentication(message, answer);
    }
    if (status == 429) {
      return new OpenAiException.RateLimit(message, answer);
    }
    if (status >= 500) {
      return new OpenAiException.Unavailable(message, answer);
    }
    return status >= 400
        ? new OpenAiException.BadRequest(message, answer)
        : new OpenAiException.Protocol(
            message + " (redirects are not followed, for the sake of the credentials)",
            status,
            null);
  }

  /** For an error within a stream that began with 200. */
  static OpenAiException inStream(Wire.ServerError error) {
    return new OpenAiException.Unavailable(
        "The server broke off its answer: " + error.message(),
        new OpenAiException.Answer(200, error.type(), error.code(), null));
  }

  /** For a connection that could not be made or broke. */
  OpenAiException of(IOException reason) {
    // OkHttp's own limit for a whole call is the only one without a class of its own.
    if (reason instanceof SocketTimeoutException
        || (reason instanceof InterruptedIOException && "timeout".equals(reason.getMessage()))) {
      return new OpenAiException.Timeout(
          base + " did not answer in time (" + reason.getMessage() + ")", reason);
    }
    String what = reason instanceof SSLException
        ? "No TLS connection with " + base + " that can be trusted: "
        : "The connection to " + base + " failed: ";
    return new OpenAiException.Connection(what + reason.getMessage(), reason);
  }

  private static String bodyOf(Response response) {
    try {
      return response.peekBody(ERROR_BYTES).string();
    } catch (IOException broken) {
      return "";
    }
  }
}
