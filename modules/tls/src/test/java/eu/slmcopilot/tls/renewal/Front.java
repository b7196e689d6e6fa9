package eu.slmcopilot.tls.renewal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import eu.slmcopilot.tls.acme.HttpAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The two ports of a server, each opened when a test wants it open: the JDK's own servers. */
final class Front implements AutoCloseable {
  private HttpServer plain;
  private HttpsServer secure;

  void openPlain(int port, CertificateRenewer renewer) throws IOException {
    openPlain(port, renewer, () -> {});
  }

  /**
   * The same.
   *
   * @param asked told when a challenge is asked for, before it is answered
   */
  void openPlain(int port, CertificateRenewer renewer, Runnable asked) throws IOException {
    plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    plain.createContext(HttpAnswers.PATH, exchange -> {
      asked.run();
      String token = exchange.getRequestURI().getPath().substring(HttpAnswers.PATH.length());
      send(exchange, renewer.answer(token).orElse("unknown"));
    });
    plain.start();
  }

  int openSecure(int port, SSLContext context) throws IOException {
    secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters chosen = getSSLContext().getDefaultSSLParameters();
        chosen.setApplicationProtocols(new String[] {"http/1.1"});
        parameters.setSSLParameters(chosen);
      }
    });
    secure.createContext("/", exchange -> send(exchange, "hello"));
    secure.start();
    return secure.getAddress().getPort();
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    if (plain != null) {
      plain.stop(0);
    }
    if (secure != null) {
      secure.stop(0);
    }
  }
}
