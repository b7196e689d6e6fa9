package eu.slmcopilot.engine;

/** A request that is refused, with everything the answer's error object says. */
final class ApiError extends Exception {
  private final int status;
  private final String type;
  private final String param;
  private final Object code;

  private ApiError(int status, String type, String param, Object code, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  /** The client's mistake at the named field, which may be null. */
  static ApiError invalid(String param, String message) {
    return new ApiError(400, "invalid_request_error", param, null, message);
  }

  /** The prompt does not fit; agents look for this code and shorten the conversation. */
  static ApiError contextExceeded(int tokens, int context) {
    String message =
        "This model's maximum context length is %d tokens, but the messages come to %d tokens. Shorten them."
            .formatted(context, tokens);
    return new ApiError(
        400, "invalid_request_error", "messages", "context_length_exceeded", message);
  }

  /** Any other refusal in OpenAI's words. */
  static ApiError of(int status, String type, String code, String message) {
    return new ApiError(status, type, null, code, message);
  }

  /** A failure as LocalAI words it: the code is the status as a number and the type is empty. */
  static ApiError localAi(String description) {
    return new ApiError(500, "", null, 500, "rpc error: code = Internal desc = " + description);
  }

  /** Whether LocalAI would put this into a stream that it has already begun. */
  boolean belongsInStream() {
    return code instanceof Integer;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String param() {
    return param;
  }

  Object code() {
    return code;
  }
}
