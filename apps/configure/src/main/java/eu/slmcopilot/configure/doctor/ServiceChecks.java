package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.util.Optional;

/** Do the two services do their work? [INFER-04] [INFER-05] */
final class ServiceChecks {
  private final Surroundings.Units units;
  private final Surroundings.Gateway gateway;

  ServiceChecks(Surroundings.Units units, Surroundings.Gateway gateway) {
    this.units = units;
    this.gateway = gateway;
  }

  Finding gateway(Settings settings) {
    String where = "port " + settings.listen().httpsPort();
    return gateway.look(settings.listen()).alive()
        ? Finding.ok("gateway", "/health answers on " + where)
        : Finding.fail(
            "gateway",
            "/health does not answer on " + where,
            "systemctl restart slm-copilot-gateway; journalctl -u slm-copilot-gateway -n 50");
  }

  Finding engine(Settings settings) throws IOException {
    Optional<String> state = units.state("local-ai.service");
    if (state.isPresent() && !state.get().startsWith("active")) {
      return Finding.fail(
          "engine",
          "local-ai.service is " + state.get(),
          "systemctl start local-ai; journalctl -u local-ai -n 50");
    }
    String unit = state.map(words -> "local-ai.service is " + words + ", ").orElse("");
    return gateway.look(settings.listen()).ready()
        ? Finding.ok("engine", unit + "/readyz says the model answers")
        : Finding.warn(
            "engine",
            unit + "/readyz does not say that the model answers",
            "loading takes minutes; if it stays so: journalctl -u local-ai -n 50");
  }
}
