package eu.slmcopilot.soak;

import eu.slmcopilot.soak.Reply.End;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** One person with one editor: thinks, asks, waits, sometimes stops it, until the day is over. */
final class Developer implements Runnable {
  /** Bytes a token, roughly, in the demonstration model's vocabulary. */
  private static final int TOKEN = 3;

  private static final double ABORTS = 0.12;

  private final Editor editor;
  private final Random random;
  private final Scale scale;
  private final Office office;

  /** Where everybody works. */
  record Office(
      SSLContext tls,
      int port,
      String password,
      Ledger ledger,
      ScheduledExecutorService clock,
      long end) {
    boolean isOpen() {
      return System.nanoTime() < end;
    }
  }

  Developer(Editor editor, long seed, Scale scale, Office office) {
    this.editor = editor;
    this.random = new Random(seed);
    this.scale = scale;
    this.office = office;
  }

  @Override
  public void run() {
    while (office.isOpen() && pause(30 + random.nextInt(150))) {
      if (editor == Editor.OPENCODE && random.nextInt(3) == 0) {
        // The title of the chat, asked for in front of the chat itself.
        task(60, 4, false);
      }
      int prompt = (int) (editor.promptTokens() * (0.5 + random.nextDouble()));
      if (random.nextInt(5) > 0) {
        // The engine has the chat so far in its prompt cache; only what is new costs it anything.
        prompt /= 8;
      }
      task(
          prompt,
          editor.answerTokens() / 2 + random.nextInt(editor.answerTokens() / 2),
          random.nextDouble() < ABORTS);
    }
  }

  private void task(int promptTokens, int answerTokens, boolean stops) {
    String body = body(promptTokens, answerTokens);
    for (int attempt = 0; attempt <= editor.retries() && office.isOpen(); attempt++) {
      Reply reply = ask(body, stops);
      office.ledger().request(reply);
      if (reply.end() == End.ABORTED) {
        office.ledger().abandonedTask();
        return;
      }
      // Most editors show an error event and stop; OpenCode tries again.
      boolean shown = reply.end() == End.ERROR_EVENT && editor != Editor.OPENCODE;
      if (reply.end() == End.ANSWERED || shown) {
        office.ledger().task(reply.end() == End.ANSWERED);
        return;
      }
      double backOff = Math.max(2 << attempt, scale.office(Duration.ofSeconds(reply.retryAfter())));
      if (!pause(Math.min(backOff, 60))) {
        return;
      }
    }
    if (office.isOpen()) {
      office.ledger().task(false);
    }
  }

  private Reply ask(String body, boolean stops) {
    try {
      ChatCall call = new ChatCall(office.tls(), office.port(), scale.of(editor.silence()));
      if (stops) {
        var unused = office
            .clock()
            .schedule(
                call::abort, scale.of(10 + random.nextInt(200)).toMillis(), TimeUnit.MILLISECONDS);
      }
      return call.make(office.password(), body);
    } catch (IOException refused) {
      return new Reply(End.CUT, null, 0, 0, 0);
    }
  }

  private String body(int promptTokens, int answerTokens) {
    StringBuilder text = new StringBuilder();
    while (text.length() < promptTokens * TOKEN) {
      text.append("int x").append(random.nextInt(1000)).append(" = a; ");
    }
    return "{\"model\":\"devstral-small-2\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":"
        + answerTokens + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  private boolean pause(double officeSeconds) {
    try {
      TimeUnit.NANOSECONDS.sleep(scale.of(officeSeconds).toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
