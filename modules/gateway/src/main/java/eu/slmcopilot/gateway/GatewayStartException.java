package eu.slmcopilot.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** The gateway cannot listen; the message tells a person where, why and what to do. */
public final class GatewayStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private GatewayStartException(String message, Throwable cause) {
    super(message, cause);
  }

  static GatewayStartException cannotListen(InetSocketAddress at, IOException cause) {
    String why = cause instanceof BindException && "Permission denied".equals(cause.getMessage())
        ? "below 1024 it takes root or the capability CAP_NET_BIND_SERVICE"
        : "another program listens there, or the address is not this machine's";
    return new GatewayStartException(
        "Port " + at.getPort() + " cannot be used (" + cause.getMessage() + "): " + why + ".",
        cause);
  }
}
