package eu.slmcopilot.engine;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** The listening engine: it answers from the start, and chats once it has a model. */
final class EngineServer {
  // LocalAI's own limit on uploads.
  private static final long MOST_BYTES = 15L << 20;

  private final AtomicReference<LanguageModel> model = new AtomicReference<>();
  private final ExecutorService slots;
  private final Undertow undertow;

  /**
   * Listens at once.
   *
   * @param address the address and port; port 0 takes any free one
   * @param context tokens a slot can hold
   * @param slotCount chats that are answered at the same time
   * @throws EngineFailure when the address cannot be had
   */
  EngineServer(
      InetSocketAddress address, ModelCard card, int context, int slotCount, Manners manners) {
    SecureRandom random = new SecureRandom();
    EngineStats stats = new EngineStats(System::nanoTime);
    slots = Executors.newFixedThreadPool(slotCount);
    ChatHandler chat = new ChatHandler(
        model::get,
        card,
        context,
        manners,
        stats,
        slots,
        Clock.systemUTC(),
        () -> "chatcmpl-" + Long.toHexString(random.nextLong()));
    undertow = Undertow.builder()
        .addHttpListener(address.getPort(), address.getHostString())
        .setIoThreads(2)
        .setWorkerThreads(8)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MOST_BYTES)
        .setHandler(Routes.of(card, model::get, stats, new BlockingHandler(chat)))
        .build();
    listen(address);
  }

  private void listen(InetSocketAddress address) {
    try {
      undertow.start();
    } catch (RuntimeException e) {
      slots.shutdown();
      String reason = e.getCause() instanceof BindException
          ? "it is in use or not this machine's. Choose another with --port or --address."
          : String.valueOf(e.getCause());
      throw new EngineFailure(
          "The engine cannot listen on %s port %d: %s"
              .formatted(address.getHostString(), address.getPort(), reason),
          e);
    }
  }

  /** The port it listens on. */
  int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** From now on chats are answered with this model. */
  void ready(LanguageModel loaded) {
    model.set(loaded);
  }

  /** Stops listening and cuts what is still running; harmless when repeated. */
  void stop() {
    undertow.stop();
    slots.shutdownNow();
  }
}
