package eu.slmcopilot.gateway.chat;

/** The words for a prompt that is too long: clients look for phrases of OpenAI's in them, and then compact their chat. */
final class Overflow {
  static final String CODE = "context_length_exceeded";

  private Overflow() {}

  /**
   * The message.
   *
   * @param prompt tokens of the prompt, or a lower bound of them
   * @param context tokens of the context window
   */
  static String message(String prompt, String context) {
    return "This model's maximum context length is " + context
        + " tokens. However, your messages resulted in " + prompt
        + " tokens. Please reduce the length of the messages.";
  }
}
