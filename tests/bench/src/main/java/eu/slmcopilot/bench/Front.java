package eu.slmcopilot.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A front that runs. */
final class Front implements AutoCloseable {
  private final Kind kind;
  private final Process process;
  private final int port;

  private Front(Kind kind, Process process, int port) {
    this.kind = kind;
    this.process = process;
    this.port = port;
  }

  static Front start(Kind kind, OurDaemon ours, Site site) throws IOException {
    int port = freePort();
    List<String> command = kind == Kind.OURS
        ? ours.command(site, port, freePort())
        : PeerConfig.write(kind, site, port);
    Path log = site.directory().resolve(kind.program() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    // Caddy keeps things at home.
    builder.environment().put("HOME", site.directory().toString());
    Process process =
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Front(kind, process, port);
  }

  Kind kind() {
    return kind;
  }

  URI uri() {
    return URI.create("https://localhost:" + port);
  }

  ProcessTree processes() {
    return new ProcessTree(process.toHandle());
  }

  void awaitListening() throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!listens()) {
      if (System.nanoTime() > limit || !process.isAlive()) {
        throw new IllegalStateException(kind + " did not come up; its log says why");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** In peace, as far as possible: a virtual machine that is trained writes what it learnt as it ends. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
