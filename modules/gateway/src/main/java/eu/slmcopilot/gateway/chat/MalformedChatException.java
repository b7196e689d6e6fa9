package eu.slmcopilot.gateway.chat;

/** A request that cannot be a completion request; the message says why, without quoting it. */
public final class MalformedChatException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedChatException(String message) {
    super(message);
  }
}
