package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.course.Failure;
import eu.slmcopilot.gateway.edge.AccessLog;
import eu.slmcopilot.gateway.edge.AddressRange;
import eu.slmcopilot.gateway.edge.Allowance;
import eu.slmcopilot.gateway.edge.Authentication;
import eu.slmcopilot.gateway.edge.CleanRequest;
import eu.slmcopilot.gateway.edge.ClientAddress;
import eu.slmcopilot.gateway.edge.Cors;
import eu.slmcopilot.gateway.edge.Draining;
import eu.slmcopilot.gateway.edge.HeaderLimit;
import eu.slmcopilot.gateway.edge.Health;
import eu.slmcopilot.gateway.edge.Hsts;
import eu.slmcopilot.gateway.edge.Measured;
import eu.slmcopilot.gateway.edge.MetricsPage;
import eu.slmcopilot.gateway.edge.OpenAiError;
import eu.slmcopilot.gateway.edge.Preflight;
import eu.slmcopilot.gateway.edge.RateLimit;
import eu.slmcopilot.gateway.edge.RequestId;
import eu.slmcopilot.gateway.edge.Routes;
import eu.slmcopilot.gateway.edge.TakenBack;
import eu.slmcopilot.gateway.listen.Listeners;
import eu.slmcopilot.gateway.listen.OpenConnections;
import eu.slmcopilot.gateway.metrics.ConnectionMetrics;
import eu.slmcopilot.gateway.metrics.EngineMetrics;
import eu.slmcopilot.gateway.metrics.HttpMetrics;
import eu.slmcopilot.gateway.metrics.InferenceMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * A running gateway: TLS 1.2 and 1.3, HTTP/1.1 and HTTP/2 in front of one engine (SEC-01, SEC-02, SEC-08).
 *
 * <p>It serves {@code /health} and {@code /readyz} to everybody, the listed OpenAI paths to who knows the key, and
 * nothing else. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
  // XNIO needs threads only to move bytes; the cores belong to the model.
  private static final int IO_THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());
  private static final int BUFFER = 16 << 10;
  // Undertow answers a bare 400 beyond this; between our limit and this one, a client gets our 431.
  private static final int HARD_HEADER_LIMIT = 256 << 10;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration LAST_FRAMES = Duration.ofMillis(500);

  private final ByteBufferPool buffers;
  private final BooleanSupplier publiclyTrusted;
  private final Supplier<AccessKey> key;
  private final Optional<PlainPort> plain;
  private final Admission admission;
  private final PrometheusRegistry registry;
  private final HttpMetrics httpMetrics;
  private final Shared shared;
  private Allowance requests = new Allowance(0, System::nanoTime);
  private Allowance wrongPasswords = new Allowance(0, System::nanoTime);
  private final Draining draining = new Draining();
  // Our own, because Undertow's ends with its listeners, and what is under way with it.
  private final XnioWorker worker;
  private final OpenConnections connections;
  private final Listeners listeners;
  // For the instant between the listener's opening and the first settings.
  private volatile HttpHandler chain =
      exchange -> OpenAiError.of(Failure.unavailable()).send(exchange);
  private volatile HttpHandler plainChain = chain;
  private volatile EngineRoom room;
  private volatile InetSocketAddress https;
  private Optional<InetSocketAddress> http = Optional.empty();

  private Gateway(
      GatewayConfig config,
      BooleanSupplier publiclyTrusted,
      Supplier<AccessKey> key,
      Optional<PlainPort> plain,
      PrometheusRegistry registry) {
    this.registry = registry;
    this.httpMetrics = new HttpMetrics(registry);
    this.buffers = new DefaultByteBufferPool(true, BUFFER);
    this.publiclyTrusted = publiclyTrusted;
    this.key = key;
    this.plain = plain;
    this.admission =
        new Admission(config.engine().slots(), config.waiting().queueLength(), System::nanoTime);
    this.shared = new Shared(
        admission,
        new ConcurrentHashMap<>(),
        draining,
        new InferenceMetrics(registry, System::nanoTime),
        new Unsent());
    this.worker = worker();
    this.connections = new OpenConnections(limits(config.edge()));
    this.listeners = new Listeners(
        worker,
        buffers,
        HARD_HEADER_LIMIT,
        connections,
        config.edge().connections().head());
  }

  /**
   * Starts to serve.
   *
   * @param config addresses and limits
   * @param identity the certificate
   * @param key the password in force, asked at each request, so that it can be changed without a restart
   * @throws GatewayStartException when the port cannot be had
   */
  public static Gateway start(GatewayConfig config, Identity identity, Supplier<AccessKey> key) {
    return start(config, identity, key, Optional.empty(), new PrometheusRegistry());
  }

  /**
   * The same with a plain port beside the TLS one.
   *
   * @param registry where the metrics are put that {@code /metrics} tells; the caller may add its own
   * @throws GatewayStartException when one of the ports cannot be had
   */
  public static Gateway start(
      GatewayConfig config,
      Identity identity,
      Supplier<AccessKey> key,
      Optional<PlainPort> plain,
      PrometheusRegistry registry) {
    Gateway gateway = new Gateway(config, identity.publiclyTrusted(), key, plain, registry);
    try {
      gateway.listen(config, identity.tls());
    } catch (GatewayStartException e) {
      gateway.close();
      throw e;
    }
    return gateway;
  }

  private synchronized void listen(GatewayConfig config, SSLContext tls) {
    https = opened(
        config.https(),
        at -> listeners.tls(at, tls, exchange -> {
          listeners.requested(exchange.getConnection().getPeerAddress());
          chain.handleRequest(exchange);
        }));
    http = plain.map(port -> opened(
        port.address(),
        at -> listeners.plain(at, exchange -> {
          listeners.requested(exchange.getConnection().getPeerAddress());
          plainChain.handleRequest(exchange);
        })));
    apply(config);
    ConnectionMetrics.register(registry, connections);
    EngineMetrics.register(registry, admission::load, () -> room.readiness());
  }

  private interface Opening {
    InetSocketAddress open(InetSocketAddress at) throws IOException;
  }

  private static InetSocketAddress opened(InetSocketAddress at, Opening opening) {
    try {
      return opening.open(at);
    } catch (IOException e) {
      throw GatewayStartException.cannotListen(at, e);
    }
  }

  /**
   * Serves requests that come from now on by other settings; those that run or wait are not touched. The listening
   * address stays what it was.
   */
  public synchronized void apply(GatewayConfig config) {
    connections.limit(limits(config.edge()));
    admission.resize(config.engine().slots(), config.waiting().queueLength());
    if (room == null || !room.serves(config)) {
      if (room != null) {
        room.readiness().close();
      }
      room = EngineRoom.open(config, admission, buffers, worker.getIoThread());
    }
    requests = same(requests, config.edge().requestsPerMinute());
    wrongPasswords = same(wrongPasswords, config.edge().wrongPasswordsPerMinute());
    chain = chain(config, room);
    plainChain = plain
        .map(port -> outer(config, new PlainHandler(port, () -> https.getPort())))
        .orElse(plainChain);
  }

  /** What networks have used up counts on, unless the limit is another now. */
  private static Allowance same(Allowance before, int perMinute) {
    return before.perMinute() == perMinute ? before : new Allowance(perMinute, System::nanoTime);
  }

  private static XnioWorker worker() {
    try {
      return Xnio.getInstance(Gateway.class.getClassLoader())
          .createWorker(OptionMap.builder()
              .set(Options.WORKER_IO_THREADS, IO_THREADS)
              .set(Options.WORKER_TASK_CORE_THREADS, 1)
              .set(Options.WORKER_TASK_MAX_THREADS, 1)
              .set(Options.TCP_NODELAY, true)
              .set(Options.CORK, true)
              .getMap());
    } catch (IOException e) {
      throw new UncheckedIOException("The threads for input and output could not be made", e);
    }
  }

  private static OpenConnections.Limits limits(GatewayConfig.Edge edge) {
    List<AddressRange> proxies =
        edge.trustedProxies().stream().map(AddressRange::of).toList();
    return new OpenConnections.Limits(
        edge.connections().all(),
        edge.connections().perNetwork(),
        peer -> proxies.stream().anyMatch(range -> range.contains(peer)));
  }

  /** What a request to the TLS port goes through after {@link #outer}, outermost first. */
  private HttpHandler chain(GatewayConfig config, EngineRoom engine) {
    Journeys journeys = new Journeys(config, engine, shared);
    HttpHandler forward = new Forwarder(journeys, config.chat(), config.limits());
    GatewayConfig.Product product = config.product();
    Authentication.Demand demand =
        new Authentication.Demand(product.name(), product.passwordHint());
    HttpHandler authenticated = new Authentication(demand, password(), wrongPasswords, forward);
    HttpHandler guarded = new RateLimit(requests, authenticated);
    HttpHandler alive = Health.alive(engine.readiness(), admission, product.version());
    Set<HttpString> read = Set.of(Methods.GET, Methods.HEAD);
    HttpHandler routes = new Routes(Map.of(
        "/health", new Routes.Route(read, alive),
        "/metrics",
            new Routes.Route(
                Set.of(Methods.GET),
                new Authentication(demand, password(), wrongPasswords, new MetricsPage(registry))),
        "/readyz", new Routes.Route(read, Health.ready(engine.readiness())),
        "/v1/models", new Routes.Route(Set.of(Methods.GET), guarded),
        "/v1/chat/completions", new Routes.Route(Set.of(Methods.POST), guarded),
        "/v1/completions", new Routes.Route(Set.of(Methods.POST), guarded)));
    return new TakenBack(listeners::takenBack, new Hsts(publiclyTrusted, outer(config, routes)));
  }

  private Predicate<String> password() {
    return given -> key.get().accepts(given);
  }

  /** What every request goes through first, on either port. */
  private HttpHandler outer(GatewayConfig config, HttpHandler inner) {
    HttpHandler preflight = new Preflight(inner);
    HttpHandler clean = new CleanRequest(preflight);
    HttpHandler limited = new HeaderLimit(config.limits().headerBytes(), clean);
    HttpHandler drained = draining.before(limited);
    HttpHandler cors = new Cors(config.corsOrigins(), drained);
    HttpHandler logged = new AccessLog(System.getLogger("eu.slmcopilot.gateway.access"), cors);
    HttpHandler measured = new Measured(httpMetrics, shared.metrics(), logged);
    HttpHandler addressed = new ClientAddress(
        config.edge().trustedProxies().stream().map(AddressRange::of).toList(), measured);
    return new RequestId(new SecureRandom(), addressed);
  }

  /** Where TLS is served, with the real port when the configured one was 0. */
  public InetSocketAddress https() {
    return https;
  }

  /** Where the plain port is, if there is one. */
  public synchronized Optional<InetSocketAddress> http() {
    return http;
  }

  /**
   * Stops without cutting what is under way: takes no new connection, refuses new requests on those there are, and
   * waits for the rest. What is left at the limit is ended with an error that says why.
   *
   * @param limit how long to wait
   * @return whether everything came to its own end
   */
  public boolean drain(Duration limit) throws InterruptedException {
    boolean busy = draining.begin();
    listeners.close();
    boolean all = draining.await(limit);
    if (!all) {
      draining.stopTheRest();
      draining.await(LAST_WORDS);
    }
    if (busy) {
      // An HTTP/2 exchange counts as complete while its last frames still wait for the socket.
      TimeUnit.NANOSECONDS.sleep(LAST_FRAMES.toNanos());
    }
    close();
    return all;
  }

  /** Stops at once; open streams are cut. */
  @Override
  public synchronized void close() {
    if (room != null) {
      room.readiness().close();
    }
    listeners.close();
    worker.shutdown();
    try {
      if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
    buffers.close();
  }
}
