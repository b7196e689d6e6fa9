package eu.slmcopilot.openai;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** OkHttp as this library wants it: no redirects, no repeats, no queue of its own. */
final class Transport {
  private static final int STREAMS = 1024;

  private Transport() {}

  static OkHttpClient create(Trust trust, Timeouts timeouts) {
    Dispatcher dispatcher = new Dispatcher(threads());
    // The default of five a host would let a sixth stream wait without a word.
    dispatcher.setMaxRequests(STREAMS);
    dispatcher.setMaxRequestsPerHost(STREAMS);
    OkHttpClient.Builder builder = new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .sslSocketFactory(trust.context().getSocketFactory(), trust.manager())
        .followRedirects(false)
        .retryOnConnectionFailure(false)
        .connectTimeout(timeouts.connect())
        .writeTimeout(timeouts.silence())
        .readTimeout(timeouts.firstToken())
        // Else an answer that drips would take as long as it likes.
        .callTimeout(timeouts.firstToken());
    if (!trust.checksName()) {
      builder.hostnameVerifier((host, session) -> true);
    }
    return builder.build();
  }

  /** The same connections; ChatStream watches the time itself, because comments are no tokens. */
  static OkHttpClient forStreams(OkHttpClient client) {
    return client
        .newBuilder()
        .readTimeout(Duration.ZERO)
        .callTimeout(Duration.ZERO)
        .build();
  }

  private static ExecutorService threads() {
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
          Thread thread = new Thread(work, "openai-client");
          thread.setDaemon(true);
          return thread;
        });
  }
}
