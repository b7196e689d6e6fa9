package eu.slmcopilot.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small requests on kept connections, by wrk (Debian's package). */
final class Wrk {
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
  private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private Wrk() {}

  /** How many requests were answered in so many seconds on 16 connections. */
  static long requests(URI base, String authorization, int seconds) throws IOException {
    Process wrk = new ProcessBuilder(
            "wrk",
            "-t1",
            "-c16",
            "-d" + seconds + "s",
            "-H",
            "Authorization: " + authorization,
            base + "/v1/models")
        .redirectErrorStream(true)
        .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher all = REQUESTS.matcher(said);
    if (!all.find() || FAILED.matcher(said).find()) {
      throw new IOException("wrk said: " + said);
    }
    return Long.parseLong(all.group(1));
  }
}
