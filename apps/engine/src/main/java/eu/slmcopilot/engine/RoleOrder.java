package eu.slmcopilot.engine;

import java.util.List;

/** The order of roles that the chat template of Devstral Small 2 insists on. */
final class RoleOrder {
  private RoleOrder() {}

  /**
   * Whether, after one optional system message, user and assistant take turns. Results of tools
   * stand outside the turns, and so does an assistant's message that calls them: a call that never
   * got its result is therefore an error once the user speaks again.
   */
  static boolean alternates(List<Message> messages) {
    boolean userIsNext = true;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      boolean outside = message.role().equals("tool")
          || message.callsTools()
          || (message.role().equals("system") && i == 0);
      if (outside) {
        continue;
      }
      if (!message.role().equals(userIsNext ? "user" : "assistant")) {
        return false;
      }
      userIsNext = !userIsNext;
    }
    return true;
  }
}
