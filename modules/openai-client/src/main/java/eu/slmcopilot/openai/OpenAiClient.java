package eu.slmcopilot.openai;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A client of one OpenAI-compatible server; immutable, thread-safe, to be closed when no longer needed.
 *
 * <p>A call is made once: nothing is repeated and no redirect is followed; {@link RetryPolicy} repeats for who asks it to.
 */
public final class OpenAiClient implements AutoCloseable {
  private final HttpUrl base;
  private final Credentials credentials;
  private final Timeouts timeouts;
  private final Failures failures;
  private final OkHttpClient plain;
  private final OkHttpClient streaming;

  private OpenAiClient(Builder parts) {
    this.base = parts.base;
    this.credentials = parts.credentials;
    this.timeouts = parts.timeouts;
    this.failures = new Failures(base, parts.clock);
    this.plain = Transport.create(parts.trust, timeouts);
    this.streaming = Transport.forStreams(plain);
  }

  /**
   * Starts a client.
   *
   * @param server {@code http} or {@code https}, with or without the final {@code /v1}
   * @throws IllegalArgumentException when it is no such URL or carries a password
   */
  public static Builder of(URI server) {
    return new Builder(baseOf(server));
  }

  /**
   * The models the server offers.
   *
   * @throws OpenAiException when the server refuses or cannot be reached
   */
  public List<Model> models() throws OpenAiException {
    return Wire.models(send(request("models").get().build()));
  }

  /**
   * The whole answer at once.
   *
   * @throws OpenAiException when the server refuses, breaks off or takes longer than {@link Timeouts#firstToken()}
   */
  public ChatResponse chat(ChatRequest request) throws OpenAiException {
    return Wire.response(send(chatOf(request, false)));
  }

  /** The answer as it is made. Returns at once; whatever fails is told by the stream. */
  public ChatStream stream(ChatRequest request) {
    Call call = streaming.newCall(chatOf(request, true));
    ChatEvents events = new ChatEvents(failures);
    call.enqueue(events);
    return new ChatStream(call, events, timeouts);
  }

  /** Cancels what still runs and closes the connections. */
  @Override
  public void close() {
    plain.dispatcher().cancelAll();
    plain.dispatcher().executorService().shutdown();
    plain.connectionPool().evictAll();
  }

  private Request chatOf(ChatRequest request, boolean stream) {
    return request("chat/completions")
        .header("Accept", stream ? "text/event-stream" : "application/json")
        .post(new OnceBody(Wire.request(request, stream)))
        .build();
  }

  private Request.Builder request(String path) {
    Request.Builder builder = new Request.Builder().url(base + "/" + path);
    if (!credentials.header().isEmpty()) {
      builder.header("Authorization", credentials.header());
    }
    return builder;
  }

  private String send(Request request) throws OpenAiException {
    try (Response response = plain.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw failures.of(response);
      }
      return response.body().string();
    } catch (IOException e) {
      throw failures.of(e);
    }
  }

  private static HttpUrl baseOf(URI server) {
    if (server.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "Give the password as Credentials, not within the server's URL.");
    }
    HttpUrl url = HttpUrl.parse(server.toString());
    if (url == null) {
      throw new IllegalArgumentException(
          "A server is named as https://host or https://host/v1, not as " + server);
    }
    String path = url.encodedPath().replaceAll("/+$", "");
    return url.newBuilder()
        .encodedPath(path.endsWith("/v1") ? path : path + "/v1")
        .query(null)
        .fragment(null)
        .build();
  }

  /** Collects the parts of a client; for one thread. */
  public static final class Builder {
    private final HttpUrl base;
    private Credentials credentials = Credentials.none();
    private Trust trust = Trust.system();
    private Timeouts timeouts = Timeouts.defaults();
    private Clock clock = Clock.systemUTC();

    private Builder(HttpUrl base) {
      this.base = base;
    }

    /** Says who calls; without it nobody in particular does. */
    public Builder credentials(Credentials value) {
      credentials = value;
      return this;
    }

    /** Says which certificates are believed; without it those that Java believes. */
    public Builder trust(Trust value) {
      trust = value;
      return this;
    }

    /** Sets the limits; without it {@link Timeouts#defaults()}. */
    public Builder timeouts(Timeouts value) {
      timeouts = value;
      return this;
    }

    /** Sets the clock that a date in {@code Retry-After} is compared with. */
    Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** The client. */
    public OpenAiClient build() {
      return new OpenAiClient(this);
    }
  }
}
