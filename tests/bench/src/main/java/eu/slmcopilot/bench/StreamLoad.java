package eu.slmcopilot.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.xnio.IoUtils;

/**
 * Many streams at once, each on a connection and a thread of its own: what the clients cost is nobody's figure.
 *
 * @param trust what the fronts' certificate is checked with
 * @param authorization the field's value
 */
record StreamLoad(SSLContext trust, String authorization) {
  private static final int STACK = 256 << 10;
  private static final int WAIT = 120_000;

  /**
   * What came of them.
   *
   * @param chunks how many arrived
   * @param lost how many streams did not end as they should
   * @param latencies from the engine's writing to our reading, in microseconds
   */
  record Outcome(int chunks, int lost, LongList latencies) {}

  /** Begins so many streams of so many chunks. */
  Running start(URI base, int streams, long everyMillis, int chunks) {
    Running running = new Running(this, base, streams, everyMillis, chunks);
    for (int i = 0; i < streams; i++) {
      int number = i;
      Thread thread = new Thread(null, () -> running.stream(number), "stream-" + i, STACK);
      thread.setDaemon(true);
      thread.start();
    }
    return running;
  }

  /** Streams that were begun; closing it ends them. */
  static final class Running implements AutoCloseable {
    private final StreamLoad load;
    private final URI base;
    private final String asked;
    private final int streams;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final LongList latencies = new LongList();
    private final AtomicInteger whole = new AtomicInteger();
    private final CountDownLatch begun;
    private final CountDownLatch over;

    private Running(StreamLoad load, URI base, int streams, long everyMillis, int chunks) {
      this.load = load;
      this.base = base;
      this.streams = streams;
      this.asked = "every=" + everyMillis + " chunks=" + chunks + " " + "x".repeat(2000);
      this.begun = new CountDownLatch(streams);
      this.over = new CountDownLatch(streams);
    }

    private void stream(int number) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(request(number).getBytes(US_ASCII));
        if (read(socket.getInputStream())) {
          whole.incrementAndGet();
        }
      } catch (IOException lost) {
        // It is not counted as whole.
      } finally {
        begun.countDown();
        over.countDown();
      }
    }

    private Socket connect() throws IOException {
      boolean tls = base.getScheme().equals("https");
      Socket socket = tls ? load.trust().getSocketFactory().createSocket() : new Socket();
      sockets.add(socket);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT);
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), WAIT);
      if (socket instanceof SSLSocket secure) {
        secure.startHandshake();
      }
      return socket;
    }

    /** Each asks something of its own: the gateway would let who asks the same share one answer. */
    private String request(int number) {
      String body = "{\"model\":\"bench\",\"stream\":true,\"messages\":[{\"role\":\"user\","
          + "\"content\":\"" + asked + " " + number + "\"}]}";
      return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
          + load.authorization() + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
          + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private boolean read(InputStream in) throws IOException {
      ChunkClock clock = new ChunkClock(latencies);
      byte[] some = new byte[8 << 10];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        begun.countDown();
        clock.look(some, count);
      }
      return clock.isDone();
    }

    /** Until all have begun, or failed. */
    boolean awaitBegun(long seconds) throws InterruptedException {
      return begun.await(seconds, TimeUnit.SECONDS);
    }

    /** Until all are over, one way or the other. */
    Outcome await(long seconds) throws InterruptedException {
      boolean inTime = over.await(seconds, TimeUnit.SECONDS);
      int lost = streams - whole.get();
      if (!inTime) {
        System.out.println("after " + seconds + " s " + over.getCount() + " streams still go on");
      }
      return new Outcome(latencies.size(), lost, latencies);
    }

    @Override
    public void close() {
      sockets.forEach(IoUtils::safeClose);
    }
  }
}
