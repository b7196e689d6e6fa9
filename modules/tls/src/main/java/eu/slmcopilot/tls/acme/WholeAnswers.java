package eu.slmcopilot.tls.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;

/**
 * Reads each answer whole before it is looked at. The JDK's time-out of a request ends with the answer's head, and the ACME
 * library reads what follows as a stream: without this, an authority that stalls there holds its thread for good.
 */
final class WholeAnswers extends DefaultConnection {
  // A chain of certificates has some ten thousand bytes, and nothing is longer.
  private static final int MOST = 1 << 20;

  private final Duration patience;

  /**
   * A connection.
   *
   * @param patience how long an answer may take after its head
   */
  WholeAnswers(HttpConnector connector, Duration patience) {
    super(connector);
    this.patience = patience;
  }

  @Override
  protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body)
      throws IOException {
    super.sendRequest(session, url, body);
    HttpResponse<InputStream> begun = lastResponse;
    InputStream rest = begun.body();
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> limit = CompletableFuture.runAsync(
        () -> {
          late.set(true);
          close(rest);
        },
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try (rest) {
      lastResponse = new Whole(begun, new ByteArrayInputStream(rest.readNBytes(MOST)));
    } catch (IOException e) {
      throw late.get()
          ? new HttpTimeoutException(
              "the answer was not whole after " + patience.toSeconds() + " s")
          : new IOException("the answer broke off", e);
    } finally {
      limit.cancel(false);
    }
  }

  private static void close(InputStream stalled) {
    try {
      // Whoever reads from it is told so by an exception.
      stalled.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  private record Whole(HttpResponse<InputStream> head, InputStream body)
      implements HttpResponse<InputStream> {
    @Override
    public int statusCode() {
      return head.statusCode();
    }

    @Override
    public HttpHeaders headers() {
      return head.headers();
    }

    @Override
    public URI uri() {
      return head.uri();
    }

    @Override
    public HttpRequest request() {
      return head.request();
    }

    @Override
    public Optional<HttpResponse<InputStream>> previousResponse() {
      return head.previousResponse();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return head.sslSession();
    }

    @Override
    public HttpClient.Version version() {
      return head.version();
    }
  }
}
