package eu.slmcopilot.gateway;

import java.net.InetSocketAddress;
import java.util.Optional;

/** The gateway cannot listen; the message tells a person where, why and what to do. */
public final class GatewayStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private GatewayStartException(String message, Throwable cause) {
    super(message, cause);
  }

  static GatewayStartException portTaken(
      InetSocketAddress https, Optional<InetSocketAddress> http, Throwable cause) {
    return new GatewayStartException(
        "Port "
            + https.getPort()
            + http.map(plain -> " or port " + plain.getPort()).orElse("")
            + " cannot be used ("
            + cause.getMessage()
            + "): another program listens there, or the port needs a permission this one lacks.",
        cause);
  }
}
