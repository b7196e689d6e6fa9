package eu.slmcopilot.engine;

import java.util.List;

/** The order of roles that the chat template of Devstral Small 2 insists on. */
final class RoleOrder {
  private RoleOrder() {}

  /**
   * Whether, after one optional system message, user and assistant take turns. Results of tools
   * stand outside the turns, and so does an assistant's message that they follow.
   */
  static boolean alternates(List<Message> messages) {
    boolean userIsNext = true;
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).role();
      boolean callsTools = i + 1 < messages.size() && messages.get(i + 1).role().equals("tool");
      if (role.equals("tool") || (role.equals("system") && i == 0)) {
        continue;
      }
      if (role.equals("assistant") && callsTools) {
        continue;
      }
      if (!role.equals(userIsNext ? "user" : "assistant")) {
        return false;
      }
      userIsNext = !userIsNext;
    }
    return true;
  }
}
