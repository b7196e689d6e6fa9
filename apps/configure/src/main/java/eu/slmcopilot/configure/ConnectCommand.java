package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.report.Client;
import eu.slmcopilot.report.ClientFile;
import eu.slmcopilot.report.ClientTrust;
import eu.slmcopilot.report.ClientTrust.Origin;
import eu.slmcopilot.report.GuideWriter;
import eu.slmcopilot.report.Report;
import eu.slmcopilot.report.ReportException;
import eu.slmcopilot.report.ReportReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slm-copilot connect}: how one editor or program is connected, or its file written at once. */
@Command(
    name = "connect",
    description = "Prints how a client is connected, with the password; or writes its file.",
    footer = {
      "",
      "On a developer's machine, with what the appliance's 'slm-copilot report --format json' printed:",
      "  slm-copilot connect opencode --report report.json --write"
    })
final class ConnectCommand implements Callable<Integer> {
  private static final String USUAL_CA = "/etc/ssl/slm-copilot-ca.pem";

  private final SlmCopilotCommand top;

  @Spec
  private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "The report of an appliance elsewhere, as JSON (default: of this one).")
  private Path reportFile;

  @Option(
      names = "--ca",
      paramLabel = "PATH",
      description = "Where the CA to trust is on the client's machine (default: " + USUAL_CA + ").")
  private String ca;

  @Option(
      names = "--write",
      description = "Merge it into the client's own file; a copy of the old one is kept.")
  private boolean write;

  @Option(
      names = "--replace",
      description = "With --write: take the place of another server's entry.")
  private boolean replace;

  ConnectCommand(SlmCopilotCommand top) {
    this.top = top;
  }

  /** A client, or all of them. */
  static final class What {
    @Parameters(index = "0", paramLabel = "CLIENT", description = "One of those that --list shows.")
    private String client;

    @Option(names = "--list", required = true, description = "Show what can be connected.")
    private boolean list;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (what.list) {
      Arrays.stream(Client.values())
          .forEach(client -> out.printf(
              "%-12s%s%s%n",
              client.id(), client.title(), ClientFile.of(client).isPresent() ? " (--write)" : ""));
      return 0;
    }
    Client client = client();
    require(write || !replace, "--replace says what --write may do, so give both.");
    Optional<Report> report = report();
    if (report.isEmpty()) {
      return 1;
    }
    if (write) {
      Optional<ClientFile> file = ClientFile.of(client);
      require(
          file.isPresent(),
          "--write knows no file of " + client.title() + ": leave it out to see what to enter.");
      return new ClientFileWriter(top.tool(), out, spec.commandLine().getErr())
          .write(file.get(), report.get(), replace);
    }
    new GuideWriter().write(report.get(), client, trust(), out);
    out.flush();
    return 0;
  }

  private Client client() {
    return Arrays.stream(Client.values())
        .filter(client -> client.id().equals(what.client))
        .findFirst()
        .orElseThrow(() -> new ParameterException(
            spec.commandLine(),
            "There is no client '" + what.client + "'; 'slm-copilot connect --list' shows them."));
  }

  private void require(boolean fine, String otherwise) {
    if (!fine) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  /** The report; empty when it cannot be read, which has been said. */
  private Optional<Report> report() throws IOException {
    if (reportFile == null) {
      return Optional.of(new Survey(top.layout(), top.tool()).now());
    }
    try {
      return Optional.of(ReportReader.read(Files.readString(reportFile)));
    } catch (ReportException e) {
      return refused(reportFile + " is no report: " + e.getMessage());
    } catch (NoSuchFileException | CharacterCodingException e) {
      return refused(reportFile + " is not there, or no text. 'slm-copilot report --format json' on"
          + " the appliance prints what it has to hold.");
    }
  }

  private Optional<Report> refused(String why) {
    spec.commandLine().getErr().println("slm-copilot: " + why);
    return Optional.empty();
  }

  /** A copilot below a root of its own is on the machine where its clients are, and so is its CA. */
  private ClientTrust trust() {
    Layout layout = top.layout();
    boolean here = reportFile == null && !layout.root().equals(Path.of("/"));
    if (ca != null) {
      // That machine may be another one, and have drive letters.
      boolean absolute = ca.matches("/.*|[A-Za-z]:[/\\\\].*");
      return new ClientTrust(
          absolute ? ca : Path.of(ca).toAbsolutePath().normalize().toString(), Origin.NAMED);
    }
    return here
        ? new ClientTrust(layout.caCertificate().toString(), Origin.PRESENT)
        : new ClientTrust(USUAL_CA, Origin.FETCHED);
  }
}
