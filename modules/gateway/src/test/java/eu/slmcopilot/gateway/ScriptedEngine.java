package eu.slmcopilot.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine on a real socket that answers as a test says and tells what it was asked. */
final class ScriptedEngine implements AutoCloseable {

  /** A request as it came over the wire. */
  record Asked(String line, List<String> headers, String body) {
    boolean hasHeader(String name) {
      return headers.stream()
          .anyMatch(header -> header.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"));
    }

    boolean isProbe() {
      return headers.contains("X-Request-Id: readiness");
    }
  }

  /** What to answer; the connection is kept when it returns normally, and cut when it throws. */
  interface Script {
    void answer(Asked asked, Wire wire) throws Exception;
  }

  /** The connection a script writes to. */
  record Wire(InputStream in, OutputStream out) {
    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void json(int status, String body) throws IOException {
      write("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
          + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    void startEvents() throws IOException {
      write(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void event(String data) throws IOException {
      String event = "data: " + data + "\n\n";
      write(Integer.toHexString(event.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + event
          + "\r\n");
    }

    void endEvents() throws IOException {
      write("0\r\n\r\n");
    }

    /** Blocks until the gateway closes the connection. */
    void awaitClosed() throws IOException {
      while (in.read() >= 0) {}
    }
  }

  static final String MODEL = "m";
  static final Script HEALTHY = (asked, wire) -> {
    if (asked.line().startsWith("GET /system")) {
      wire.json(200, "{\"backends\":[],\"loaded_models\":[{\"id\":\"" + MODEL + "\"}]}");
    } else {
      wire.json(200, "{}");
    }
  };

  final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  /** What the gateway asks for itself, in order. */
  final BlockingQueue<Asked> probed = new LinkedBlockingQueue<>();

  private volatile Script script;
  private volatile Script probes = HEALTHY;
  private volatile boolean oneRequestOnly;

  ScriptedEngine(Script script) throws IOException {
    this(script, 0);
  }

  ScriptedEngine(Script script, int port) throws IOException {
    this.listener = new ServerSocket(port, 5000, InetAddress.getLoopbackAddress());
    this.script = script;
    threads.execute(this::accept);
  }

  void answer(Script next) {
    script = next;
  }

  /** Answers the gateway's own questions so, in place of an engine that is well. */
  void answerProbes(Script next) {
    probes = next;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** From now on each connection is reset as soon as a second request begins to come over it. */
  void resetSecondRequests() {
    oneRequestOnly = true;
  }

  private void serve(Socket socket) {
    try (socket) {
      Wire wire =
          new Wire(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
      Asked next = read(wire.in());
      boolean counted = false;
      while (next != null) {
        if (next.isProbe()) {
          probed.add(next);
          probes.answer(next, wire);
          next = read(wire.in());
          continue;
        }
        if (!counted) {
          counted = true;
          connections.incrementAndGet();
        }
        asked.add(next);
        script.answer(next, wire);
        if (oneRequestOnly && wire.in().read() >= 0) {
          // With unread bytes behind it, closing sends a reset.
          return;
        }
        next = read(wire.in());
      }
    } catch (Exception cut) {
      // A script that throws wants the connection cut; closing it is all there is to do.
    }
  }

  private static Asked read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    int length = 0;
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      headers.add(header);
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).trim());
      }
    }
    return new Asked(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
