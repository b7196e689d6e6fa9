package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.Credentials;
import eu.slmcopilot.openai.Timeouts;
import eu.slmcopilot.openai.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Plain requests, for what the API's own client would not send or show. */
final class Http implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int BODY = 64 << 10;

  private final OkHttpClient client;
  private final URI base;

  Http(URI base, Trust trust, Timeouts timeouts) {
    OkHttpClient.Builder builder = new OkHttpClient.Builder()
        .followRedirects(false)
        .sslSocketFactory(trust.context().getSocketFactory(), trust.manager())
        .connectTimeout(timeouts.connect())
        .readTimeout(ANSWER);
    if (!trust.checksName()) {
      builder.hostnameVerifier((host, session) -> true);
    }
    this.client = builder.build();
    this.base = base;
  }

  Answer get(String path) throws IOException {
    return send(request(path).build());
  }

  Answer get(String path, Credentials credentials) throws IOException {
    return send(request(path).header("Authorization", credentials.header()).build());
  }

  /** By plain HTTP, without credentials. */
  Answer getPlain(String host, int port, String path) throws IOException {
    return send(new Request.Builder()
        .url(new HttpUrl.Builder()
            .scheme("http")
            .host(host)
            .port(port)
            .encodedPath(path)
            .build())
        .build());
  }

  Answer post(String path, Credentials credentials, String json) throws IOException {
    return send(request(path)
        .header("Authorization", credentials.header())
        .post(RequestBody.create(json, JSON))
        .build());
  }

  Answer getFrom(String origin, String path) throws IOException {
    return send(request(path).header("Origin", origin).build());
  }

  Answer preflight(String origin, String path) throws IOException {
    return send(request(path)
        .method("OPTIONS", null)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
        .build());
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(base + path);
  }

  private Answer send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(
          request.url().encodedPath(), response, response.peekBody(BODY).string());
    }
  }

  /** An answer; its connection is closed. */
  record Answer(String path, Response response, String body) {
    int status() {
      return response.code();
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(response.header(name));
    }

    List<String> headers(String name) {
      return response.headers(name);
    }

    /** Status and beginning of the body, for a person. */
    String shown() {
      String line = body.strip().replaceAll("\\s+", " ");
      String begin = line.length() > 120 ? line.substring(0, 120) + "..." : line;
      return path + " answered " + status() + (begin.isEmpty() ? "" : ": " + begin);
    }
  }
}
