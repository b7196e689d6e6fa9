package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.gateway.RawCase.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** [SEC-02] [SEC-08] Requests made to be understood twice, differently: each case is a row of {@link AbuseTable}. */
class AbuseTableTest {
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = new Stand((asked, wire) -> wire.json(200, "{}"));
    stand.awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    stand.close();
  }

  static List<RawCase> rows() {
    return AbuseTable.rows("Authorization: Bearer " + Stand.PASSWORD);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachIsUnderstoodOnceOrRefused(RawCase row) throws Exception {
    stand.engine.asked.clear();
    String said;
    try (SSLSocket socket = stand.socket()) {
      socket.setSoTimeout(1_000);
      said = exchange(socket, row.bytes());
    }
    assertThat(row.answer().fits(said)).as("%s: %s", row.name(), said).isTrue();
    assertThat(said.toLowerCase(java.util.Locale.ROOT))
        .as("nobody is told what serves here")
        .doesNotContain("server:", "x-powered-by", "undertow");
    assertThat(stand.engine.asked).as(said).hasSize(row.answer().requests);
    assertThat(stand.engine.asked).noneMatch(asked -> asked.line().contains("smuggled"));
    if (row.answer() == Answer.SERVED) {
      ScriptedEngine.Asked served = stand.engine.asked.element();
      assertThat(served.hasHeader("authorization") || served.hasHeader("transfer-encoding"))
          .isFalse();
    }
  }

  /** Everything up to the connection's end, or to a pause as long as the time-out; the first of it may take longer. */
  static String exchange(Socket socket, byte[] bytes) throws IOException {
    StringBuilder said = new StringBuilder();
    int pause = socket.getSoTimeout();
    try {
      socket.getOutputStream().write(bytes);
      socket.setSoTimeout(Math.max(pause, 5_000));
      InputStream in = socket.getInputStream();
      byte[] some = new byte[4096];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        said.append(new String(some, 0, read, ISO_8859_1));
        socket.setSoTimeout(pause);
      }
    } catch (SocketTimeoutException | SocketException | SSLException ended) {
      // What was said until then counts.
    }
    return said.toString();
  }
}
