package eu.slmcopilot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoleOrderTest {
  @ParameterizedTest
  @CsvSource({
    "user,true",
    "system user assistant user,true",
    "user call tool assistant user,true",
    "user call tool tool assistant,true",
    "user call tool call tool assistant user,true",
    "user user,false",
    "assistant user,false",
    "user system,false",
    "user assistant assistant,false",
    "user call user,false",
    "user call tool user,false"
  })
  void knowsWhichOrderDevstralTakes(String roles, boolean good) {
    List<Message> messages =
        Arrays.stream(roles.split(" ")).map(RoleOrderTest::message).toList();

    assertThat(RoleOrder.alternates(messages)).isEqualTo(good);
  }

  private static Message message(String role) {
    boolean call = role.equals("call");
    return new Message(call ? "assistant" : role, "x", call);
  }
}
