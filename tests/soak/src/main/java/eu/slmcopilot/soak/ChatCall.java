package eu.slmcopilot.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.soak.Reply.End;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One streamed chat over a TLS connection of its own, so that a client can be impatient in any way. */
final class ChatCall {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SSLSocket socket;
  private final long start = System.nanoTime();
  private volatile boolean aborted;
  private Duration firstToken;
  private int promptTokens;
  private int answerTokens;
  private int retryAfter;
  private boolean finished;
  private boolean failed;

  ChatCall(SSLContext tls, int port, Duration silence) throws IOException {
    socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(Math.max(1, (int) silence.toMillis()));
  }

  /** Closes the connection, as an editor does whose user has pressed stop. */
  void abort() {
    aborted = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  /** Sends the request and reads to its end, however it ends. */
  Reply make(String password, String body) {
    try (socket) {
      byte[] json = body.getBytes(UTF_8);
      socket
          .getOutputStream()
          .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                  + "Authorization: Bearer " + password + "\r\nContent-Type: application/json\r\n"
                  + "Connection: close\r\nContent-Length: " + json.length + "\r\n\r\n")
              .getBytes(UTF_8));
      socket.getOutputStream().write(json);
      socket.getOutputStream().flush();
      return reply(read(new BufferedInputStream(socket.getInputStream())));
    } catch (SocketTimeoutException e) {
      return reply(End.SILENCE);
    } catch (IOException e) {
      return reply(End.CUT);
    }
  }

  private Reply reply(End end) {
    return new Reply(
        aborted ? End.ABORTED : end, firstToken, promptTokens, answerTokens, retryAfter);
  }

  private End read(InputStream in) throws IOException {
    String status = line(in);
    if (status == null) {
      return End.CUT;
    }
    boolean chunked = false;
    for (String field = line(in); field != null && !field.isEmpty(); field = line(in)) {
      String name = field.toLowerCase(Locale.ROOT);
      chunked |= name.startsWith("transfer-encoding:") && name.contains("chunked");
      if (name.startsWith("retry-after:")) {
        retryAfter = Integer.parseInt(name.substring("retry-after:".length()).strip());
      }
    }
    if (!status.startsWith("HTTP/1.1 200")) {
      return End.REFUSED;
    }
    boolean whole = events(chunked ? new Chunks(in) : in);
    return failed ? End.ERROR_EVENT : whole && finished ? End.ANSWERED : End.CUT;
  }

  /** Reads to the end; whether it came to its proper end. */
  private boolean events(InputStream body) throws IOException {
    boolean done = false;
    for (String line = line(body); line != null; line = line(body)) {
      if (line.equals("data: [DONE]")) {
        done = true;
      } else if (line.startsWith("data: ")) {
        event(JSON.readTree(line.substring("data: ".length())));
      }
    }
    return done;
  }

  private void event(JsonNode event) {
    failed |= event.has("error");
    JsonNode choice = event.at("/choices/0");
    if (firstToken == null && !choice.at("/delta/content").asText("").isEmpty()) {
      firstToken = Duration.ofNanos(System.nanoTime() - start);
    }
    finished |= choice.path("finish_reason").isTextual();
    promptTokens = Math.max(promptTokens, event.at("/usage/prompt_tokens").asInt());
    answerTokens = Math.max(answerTokens, event.at("/usage/completion_tokens").asInt());
  }

  static String line(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.write(next);
      }
      next = in.read();
    }
    return line.toString(UTF_8);
  }
}
