package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import eu.slmcopilot.appliance.SettingsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at all that a person would look at, in the order in which one thing rests on another. */
public final class Doctor {
  private static final long MIB = Sizes.MIB;

  private final Layout layout;
  private final Surroundings around;

  /** A doctor for what lies below a root. */
  public Doctor(Layout layout, Surroundings around) {
    this.layout = layout;
    this.around = around;
  }

  /** Everything found. Takes seconds; nothing is changed, and a check that breaks is a finding. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(outcome("cpu", new CpuCheck(around.proc())));
    ModelChecks model = new ModelChecks(layout, around.memory());
    findings.add(outcome("model", model::file));
    findings.add(
        outcome("disk", new DiskCheck("disk /var", layout.state(), 256 * MIB, 1024 * MIB)));
    findings.add(outcome("disk", new DiskCheck("disk /opt", layout.models(), 64 * MIB, 256 * MIB)));
    findings.add(outcome("clock", new ClockCheck(around.clock(), around.timeSync())));
    FileChecks files = new FileChecks(layout);
    findings.add(outcome("password", files::password));
    findings.add(outcome("log", files::log));
    try {
      Settings settings = Settings.read(layout.settings());
      findings.add(Finding.ok("settings", layout.settings() + " is readable"));
      findings.addAll(withSettings(settings, model));
    } catch (SettingsException e) {
      findings.add(Finding.fail(
          "settings", e.getMessage(), "ports, domain, certificate and services wait for it"));
    }
    return List.copyOf(findings);
  }

  private List<Finding> withSettings(Settings settings, ModelChecks model) {
    PortChecks ports = new PortChecks(around.proc(), layout);
    DomainChecks domain = new DomainChecks(around.network(), layout);
    ServiceChecks services = new ServiceChecks(around.units(), around.gateway());
    Settings.Listen listen = settings.listen();
    String name = settings.certificate().domain();
    return List.of(
        outcome("memory", () -> model.memory(settings)),
        outcome("port " + listen.httpsPort(), () -> ports.gateway(listen.httpsPort())),
        outcome("port " + listen.httpPort(), () -> ports.gateway(listen.httpPort())),
        outcome("engine port", () -> ports.engine(settings.engine().upstream())),
        outcome("dns", () -> domain.resolves(name)),
        outcome("http", () -> domain.plainPort(settings)),
        outcome("certificate", new CertificateCheck(layout, around.clock(), name)),
        outcome("authority", new AuthorityCheck(layout, name)),
        outcome("gateway", () -> services.gateway(settings)),
        outcome("engine", () -> services.engine(settings)));
  }

  private static Finding outcome(String name, Check check) {
    try {
      return check.look();
    } catch (IOException e) {
      return Finding.fail(name, "cannot be looked at: " + e, "run it as root");
    }
  }
}
