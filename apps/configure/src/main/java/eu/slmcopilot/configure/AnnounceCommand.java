package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.context.Context;
import eu.slmcopilot.context.ContextSyntaxException;
import eu.slmcopilot.context.onegate.OneGate;
import eu.slmcopilot.context.onegate.OneGateAccess;
import eu.slmcopilot.context.onegate.OneGateException;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.Report.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code slm-copilot announce}: OneGate hears what this VM offers, and {@code READY=YES} only while the model answers.
 *
 * <p>Run by one-context's last hook at every boot and change, and once more by a unit when a model that took longer is
 * loaded. {@code RETRY_COUNT} and {@code RETRY_WAIT_PERIOD} mean what they mean to one-context's own hook.
 */
@Command(
    name = "announce",
    description =
        "Tells OpenNebula's OneGate the endpoint and its state, and READY when the model answers.")
final class AnnounceCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int TRIES = 3;
  private static final int SECONDS = 10;
  private static final int MOST = 3600;

  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  AnnounceCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws IOException {
    Layout layout = top.layout();
    Reporter reporter =
        new Reporter(spec.commandLine().getOut(), spec.commandLine().getErr(), top.log("announce"));
    Optional<OneGateAccess> access = Files.exists(layout.oneEnv())
        ? OneGateAccess.of(Files.readAllBytes(layout.oneEnv()))
        : Optional.empty();
    if (access.isEmpty()) {
      reporter.event("nothing announced: this VM has no access to OneGate"
          + " (TOKEN=YES in the CONTEXT of its template gives it)");
      return 0;
    }
    Context context;
    try {
      context = Context.read(layout.context());
    } catch (ContextSyntaxException e) {
      return failed(reporter, "The context is not readable. " + e.getMessage());
    }
    return announced(new OneGate(access.get(), LIMIT), context, reporter);
  }

  private int announced(OneGate gate, Context context, Reporter reporter) throws IOException {
    Report report = new Survey(top.layout(), top.tool()).now();
    Map<String, String> attributes = new TreeMap<>(Announcement.of(report));
    boolean wanted = text(context, "REPORT_READY").equals("YES");
    boolean up = report.status() == Status.READY && bootstrapped();
    ReadyScript script = new ReadyScript(context, top.tool().shell());
    int tries = number(context, "RETRY_COUNT", TRIES);
    Duration pause = Duration.ofSeconds(number(context, "RETRY_WAIT_PERIOD", SECONDS));
    String obstacle = "";
    for (int left = tries; left > 0; left--) {
      Optional<String> objection = wanted && up ? script.objection() : Optional.empty();
      if (wanted) {
        attributes.put("READY", up && objection.isEmpty() ? "YES" : "NO");
      }
      obstacle = objection.orElse("");
      try {
        gate.update(attributes);
        if (objection.isEmpty()) {
          reporter.event("announced: " + said(attributes));
          return 0;
        }
      } catch (OneGateException e) {
        obstacle = e.getMessage();
        if (!e.mayPass()) {
          break;
        }
      }
      if (left > 1) {
        top.tool().pause().sleep(pause);
      }
    }
    return failed(reporter, obstacle);
  }

  private int failed(Reporter reporter, String why) {
    String end = why.endsWith(".") ? "" : ".";
    reporter.note("OpenNebula was not told that this VM is ready: " + why + end
        + " 'slm-copilot announce' tries again.");
    return 1;
  }

  private boolean bootstrapped() throws IOException {
    return top.tool()
        .disk()
        .read(top.layout().stage())
        .filter(stage -> stage.strip().equals("bootstrap_success"))
        .isPresent();
  }

  private static String said(Map<String, String> attributes) {
    return attributes.get(Announcement.STATE) + " at " + attributes.get(Announcement.API)
        + (attributes.containsKey("READY") ? ", READY=" + attributes.get("READY") : "");
  }

  private static int number(Context context, String name, int otherwise) {
    String text = text(context, name).strip();
    return text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= MOST
        ? Math.max(1, Integer.parseInt(text))
        : otherwise;
  }

  private static String text(Context context, String name) {
    return context
        .bytes(name)
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .orElse("");
  }
}
