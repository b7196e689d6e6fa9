package eu.slmcopilot.it;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-08] The hook itself, as one-context runs it, with the real copilot behind it. */
class ReadyHookTest {
  @TempDir
  Path root;

  @Test
  void readyIsReportedByTheImagesOwnHook() throws Exception {
    WireMockServer oneGate =
        new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    oneGate.start();
    oneGate.stubFor(put("/vm").willReturn(ok()));
    try (Copilot copilot = new Copilot(root)) {
      Path context = Files.createDirectories(root.resolve("run/one-context"));
      Files.writeString(context.resolve("context.sh.network"), "REPORT_READY='YES'\nTOKEN='YES'\n");
      Files.writeString(
          context.resolve("one_env"),
          "export TOKENTXT=\"t\"\nexport VMID=\"7\"\nexport ONEGATE_ENDPOINT=\"" + oneGate.baseUrl()
              + "\"\n");
      Files.createDirectories(root.resolve("etc/one-appliance"));
      Files.writeString(root.resolve("etc/one-appliance/status"), "bootstrap_success\n");

      try (Program hook = hook()) {
        assertThat(hook.exit(60)).as(hook.text()).isZero();
      }
      oneGate.verify(putRequestedFor(urlEqualTo("/vm"))
          .withFormParam("data", containing("READY=\"YES\""))
          .withFormParam("data", containing(":" + copilot.url("/").getPort() + "/v1")));
    } finally {
      oneGate.stop();
    }
  }

  /** Below this root, where the package would have put the tool on the path. */
  private Program hook() throws Exception {
    Path tool = Files.createDirectories(root.resolve("bin")).resolve("slm-copilot");
    Files.writeString(
        tool, "#!/bin/sh\nexec " + String.join(" ", Program.app("configure")) + " \"$@\"\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return Program.start(
        root.resolve("hook.log"),
        Map.of(
            "SLM_COPILOT_ROOT",
            root.toString(),
            "PATH",
            tool.getParent() + ":" + System.getenv("PATH")),
        List.of(Program.TOP.resolve("packer/net-99-report-ready").toString(), "network"));
  }
}
