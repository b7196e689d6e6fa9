package eu.slmcopilot.gateway.chat;

/** A chat that no engine could answer; the message is for the client and quotes nothing of the request. */
public final class RefusedChatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  RefusedChatException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** OpenAI's code for it, such as {@code context_length_exceeded}; the status is 400. */
  public String code() {
    return code;
  }
}
