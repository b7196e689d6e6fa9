package eu.slmcopilot.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The peers as somebody who knows them would set them up for this: TLS, Basic authentication at its cheapest, no
 * buffering, connections to the engine kept, no access log.
 */
final class PeerConfig {
  private PeerConfig() {}

  /** Writes the configuration, and gives the command that runs it in the foreground. */
  static List<String> write(Kind kind, Site site, int port) throws IOException {
    return switch (kind) {
      case NGINX -> nginx(site, port);
      case HAPROXY -> haproxy(site, port);
      case CADDY -> caddy(site, port);
      case OURS -> throw new IllegalArgumentException("ours is no peer");
    };
  }

  private static List<String> nginx(Site site, int port) throws IOException {
    file(site, "htpasswd", "%5$s:{PLAIN}%4$s\n", port);
    Path config = file(site, "nginx.conf", """
        daemon off; pid nginx.pid; error_log stderr; worker_processes auto;
        events { worker_connections 9900; }
        http {
          access_log off; client_max_body_size 16m; keepalive_requests 1000000; keepalive_timeout 3600s;
          client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
          upstream engine { server 127.0.0.1:%2$d; keepalive 64; }
          server {
            listen 127.0.0.1:%1$d ssl backlog=8192; ssl_certificate %3$s; ssl_certificate_key %3$s;
            ssl_protocols TLSv1.2 TLSv1.3;
            auth_basic bench; auth_basic_user_file htpasswd;
            location / {
              proxy_pass http://engine; proxy_http_version 1.1; proxy_set_header Connection "";
              proxy_buffering off; proxy_read_timeout 600s; proxy_send_timeout 600s;
            }
          }
        }
        """, port);
    return List.of("nginx", "-p", site.directory().toString(), "-c", config.toString());
  }

  private static List<String> haproxy(Site site, int port) throws IOException {
    Path config = file(site, "haproxy.cfg", """
        global
          maxconn 9900
          ssl-default-bind-options ssl-min-ver TLSv1.2
        userlist people
          user %5$s insecure-password %4$s
        defaults
          mode http
          timeout connect 5s
          timeout client 600s
          timeout server 600s
          option http-no-delay
        frontend in
          bind 127.0.0.1:%1$d ssl crt %3$s alpn http/1.1 backlog 8192
          http-request auth realm bench unless { http_auth(people) }
          default_backend engine
        backend engine
          http-reuse always
          server engine 127.0.0.1:%2$d
        """, port);
    return List.of("haproxy", "-db", "-f", config.toString());
  }

  private static List<String> caddy(Site site, int port) throws IOException {
    Path config = file(site, "Caddyfile", """
        {
          admin off
          auto_https off
        }
        https://127.0.0.1:%1$d, https://localhost:%1$d {
          tls %3$s %3$s
          basicauth {
            %5$s %6$s
          }
          reverse_proxy 127.0.0.1:%2$d {
            flush_interval -1
          }
        }
        """, port, hash(site));
    return List.of("caddy", "run", "--adapter", "caddyfile", "--config", config.toString());
  }

  private static String hash(Site site) throws IOException {
    // By standard input, once for a terminal's sake and once more: it asks twice.
    Process caddy = new ProcessBuilder("caddy", "hash-password").start();
    try (var in = caddy.getOutputStream()) {
      in.write((site.password() + "\n" + site.password() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(caddy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.lines()
        .filter(line -> line.startsWith("$2") || line.startsWith("JDJ"))
        .findFirst()
        .orElseThrow(() -> new IOException("caddy hash-password said: " + said));
  }

  private static Path file(Site site, String name, String text, int port, Object... more)
      throws IOException {
    Object[] values = new Object[5 + more.length];
    values[0] = port;
    values[1] = site.enginePort();
    values[2] = site.pem();
    values[3] = site.password();
    values[4] = Site.USER;
    System.arraycopy(more, 0, values, 5, more.length);
    return Files.writeString(
        site.directory().resolve(name), String.format(Locale.ROOT, text, values));
  }
}
