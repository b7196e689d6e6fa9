package eu.slmcopilot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [SEC-01] Processes that share a directory, and processes that die in the middle of it. */
class StoreProcessesTest {
  @TempDir
  Path path;

  private final List<Process> processes = new ArrayList<>();

  /** Opens the CA, obtains its leaf for a name that changes, prints both; as often as asked. */
  static final class User {
    private User() {}

    public static void main(String[] arguments) throws Exception {
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        CertificateDirectory directory =
            CertificateDirectory.open(Path.of(arguments[0]), Clock.systemUTC(), notice -> {});
        PrivateCa ca = PrivateCa.open(directory, "Shared", new SecureRandom());
        KeyMaterial leaf = new KeptCertificate(directory, "leaf.pem", ca)
            .obtain(CertificateNames.of(List.of(arguments[2].replace("%", String.valueOf(i)))));
        System.out.println(ca.fingerprint() + " " + CertificateFacts.sha256(leaf.leaf()));
      }
    }
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void fourThatRaceForAnEmptyStoreAgree() throws Exception {
    for (int i = 0; i < 4; i++) {
      start("race" + i, 1, "copilot.test");
    }
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      said.add(Files.readString(path.resolve("race" + i)));
    }
    assertThat(said).allMatch(line -> line.length() > 100).allMatch(said.get(0)::equals);
  }

  @Test
  void killedAtAnyMomentTheStoreIsWholeAndTheCaTheSame() throws Exception {
    Random random = new Random(1);
    String ca = "";
    for (int round = 0; round < 3; round++) {
      Path output = path.resolve("round" + round);
      Process process = start("round" + round, Integer.MAX_VALUE, "n%.test");
      long lines = 1L + random.nextInt(10);
      await().atMost(Duration.ofSeconds(60)).until(() -> count(output) >= lines);
      process.destroyForcibly();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      String first = Files.readString(output).substring(0, 95);
      assertThat(first).isEqualTo(ca.isEmpty() ? first : ca);
      ca = first;
    }
    List<String> notices = new ArrayList<>();
    CertificateDirectory directory =
        CertificateDirectory.open(path.resolve("tls"), Clock.systemUTC(), notices::add);
    assertThat(PrivateCa.open(directory, "Shared", new SecureRandom()).fingerprint())
        .isEqualTo(ca);
    assertThat(directory.read("leaf.pem")).isPresent();
    assertThat(notices).as("nothing had to be set aside").isEmpty();
  }

  private static long count(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).lines().count() : 0;
  }

  private Process start(String output, int times, String name) throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            User.class.getName(),
            path.resolve("tls").toString(),
            String.valueOf(times),
            name)
        .redirectOutput(path.resolve(output).toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    processes.add(process);
    return process;
  }
}
