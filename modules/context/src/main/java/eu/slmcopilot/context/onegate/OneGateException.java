package eu.slmcopilot.context.onegate;

import java.io.IOException;

/** OneGate did not take what it was told. The message says where, why and what to do, and has no secret in it. */
public final class OneGateException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  OneGateException(String message, boolean mayPass, Exception cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Whether the same may be taken a little later: OneGate was not there, too slow, or failed by itself. */
  public boolean mayPass() {
    return mayPass;
  }
}
