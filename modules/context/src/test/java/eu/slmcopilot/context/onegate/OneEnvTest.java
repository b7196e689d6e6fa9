package eu.slmcopilot.context.onegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The unescaped file one_env: only its head is believed. */
class OneEnvTest {
  @Test
  void readsTheAccessToOneGateAtTheHead() {
    String text = """
        export TOKENTXT="abc+/="
        export VMID="7"
        export ONEGATE_ENDPOINT="http://10.0.0.1:5030"
        export DISK_ID="1"
        """;
    assertThat(head(text))
        .containsOnlyKeys("TOKENTXT", "VMID", "ONEGATE_ENDPOINT")
        .containsEntry("TOKENTXT", "abc+/=");
  }

  @Test
  void doesNotBelieveWhatComesAfterAUsersText() {
    assertThat(head("export VMID=\"7\"\nexport MOTD=\"hello\nexport TOKENTXT=\"forged\"\n"))
        .containsOnlyKeys("VMID");
    assertThat(head("export VMID=\"7\"\nexport VMID=\"8\"\n")).containsEntry("VMID", "7");
    assertThat(head("export TOKENTXT=\"$(id)\"\n")).isEmpty();
  }

  private static Map<String, String> head(String text) {
    return OneEnv.head(text.getBytes(StandardCharsets.UTF_8));
  }
}
