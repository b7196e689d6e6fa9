package eu.slmcopilot.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What stands between the developers and the engine: ours, or one of its peers, a real process each. */
final class Front implements AutoCloseable {
  private final Process process;

  private Front(Process process) {
    this.process = process;
  }

  /** Who stands there. */
  enum Kind {
    /** Our gateway. */
    OURS,
    /** nginx as Debian has it, unbuffered. */
    NGINX,
    /** Caddy as Debian has it, flushing at once. */
    CADDY
  }

  /** Where it listens, what it forwards to, and where its files are. */
  record Place(int port, int enginePort, Path directory, Path pem, Scale scale) {}

  static Front start(Kind kind, Place place) throws IOException {
    Path log = place.directory().resolve(kind.name().toLowerCase(Locale.ROOT) + ".log");
    return new Front(new ProcessBuilder(command(kind, place))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start());
  }

  private static List<String> command(Kind kind, Place place) throws IOException {
    return switch (kind) {
      case OURS ->
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ScaledGatewayMain.class.getName(),
            String.valueOf(place.port()),
            String.valueOf(place.enginePort()),
            place.pem().getParent().toString(),
            String.valueOf(place.scale().factor()));
      case NGINX ->
        List.of("nginx", "-p", place.directory().toString(), "-c", write(place, "nginx.conf", """
          daemon off; pid nginx.pid; error_log stderr;
          events { worker_connections 4096; }
          http {
            access_log off; client_max_body_size 16m; client_body_temp_path tmp;
            proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
            server {
              listen 127.0.0.1:%1$d ssl; ssl_certificate %3$s; ssl_certificate_key %3$s;
              location / {
                proxy_pass http://127.0.0.1:%2$d; proxy_http_version 1.1; proxy_set_header Connection "";
                proxy_buffering off; proxy_read_timeout %4$dms; proxy_send_timeout %4$dms;
              }
            }
          }
          """));
      case CADDY ->
        List.of(
            "caddy", "run", "--adapter", "caddyfile", "--config", write(place, "Caddyfile", """
          {
            admin off
            auto_https off
          }
          https://127.0.0.1:%1$d, https://localhost:%1$d {
            tls %3$s %3$s
            reverse_proxy 127.0.0.1:%2$d {
              flush_interval -1
              transport http {
                response_header_timeout %4$dms
                read_timeout %4$dms
              }
            }
          }
          """));
    };
  }

  private static String write(Place place, String name, String text) throws IOException {
    Path file = place.directory().resolve(name);
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            text,
            place.port(),
            place.enginePort(),
            place.pem(),
            place.scale().of(600).toMillis()));
    return file.toString();
  }

  /** Whether Debian's package is here. */
  static boolean isInstalled(Kind kind) {
    return kind == Kind.OURS
        || Files.isExecutable(Path.of("/usr/sbin", kind.name().toLowerCase(Locale.ROOT)))
        || Files.isExecutable(Path.of("/usr/bin", kind.name().toLowerCase(Locale.ROOT)));
  }

  /** Its memory in MiB, workers included. */
  long residentMib() {
    long kib = resident(process.toHandle());
    kib += process.descendants().mapToLong(Front::resident).sum();
    return kib / 1024;
  }

  private static long resident(ProcessHandle handle) {
    try {
      return Files.readAllLines(
              Path.of("/proc/" + handle.pid() + "/status"), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.descendants().forEach(ProcessHandle::destroy);
    process.onExit().join();
  }
}
