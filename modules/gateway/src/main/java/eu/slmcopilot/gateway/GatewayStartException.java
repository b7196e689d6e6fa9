package eu.slmcopilot.gateway;

import java.net.InetSocketAddress;

/** The gateway cannot listen; the message tells a person where, why and what to do. */
public final class GatewayStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private GatewayStartException(String message, Throwable cause) {
    super(message, cause);
  }

  static GatewayStartException portTaken(InetSocketAddress address, Throwable cause) {
    return new GatewayStartException(
        "Port "
            + address.getPort()
            + " cannot be used ("
            + cause.getCause().getMessage()
            + "): another program listens there, or the port needs a permission this one lacks.",
        cause);
  }
}
