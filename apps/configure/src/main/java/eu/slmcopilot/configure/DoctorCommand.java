package eu.slmcopilot.configure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.configure.doctor.Doctor;
import eu.slmcopilot.configure.doctor.Finding;
import eu.slmcopilot.configure.doctor.Finding.Verdict;
import eu.slmcopilot.configure.doctor.RealNetwork;
import eu.slmcopilot.configure.doctor.Surroundings;
import eu.slmcopilot.configure.doctor.Timedatectl;
import eu.slmcopilot.configure.systemd.ServiceControl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slm-copilot doctor}: what is wrong, and what to do. Changes nothing. */
@Command(
    name = "doctor",
    description = "Checks machine, network, certificate and services; exit code 1 when one fails.")
final class DoctorCommand implements Callable<Integer> {
  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  DoctorCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
    Layout layout = top.layout();
    List<Finding> findings = new Doctor(layout, surroundings(layout, top.tool())).examine();
    boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(findings, failed).toPrettyString());
    } else {
      findings.forEach(finding -> out.println(finding.line()));
    }
    out.flush();
    return failed ? 1 : 0;
  }

  private static Surroundings surroundings(Layout layout, Tool tool) {
    ServiceControl services = tool.services().apply(layout);
    return new Surroundings(
        Path.of("/proc"),
        tool.clock(),
        new Timedatectl("timedatectl"),
        new RealNetwork(),
        listen -> {
          GatewayProbe.Sighting seen = tool.gateway().look(listen, "");
          return new Surroundings.Gateway.Pulse(seen.alive(), seen.ready());
        },
        unit -> services.present() ? Optional.of(services.state(unit)) : Optional.empty(),
        (weights, context) ->
            new EngineMemory(tool.machine().read().memory(), weights, context).tooSmall());
  }

  private static ObjectNode asJson(List<Finding> findings, boolean failed) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("failed", failed);
    ArrayNode checks = root.putArray("checks");
    for (Finding finding : findings) {
      checks
          .addObject()
          .put("name", finding.name())
          .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
          .put("finding", finding.finding())
          .put("remedy", finding.remedy());
    }
    return root;
  }
}
