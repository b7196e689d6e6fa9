package example;

import eu.slmcopilot.gateway.AccessKey;
import eu.slmcopilot.gateway.Gateway;
import eu.slmcopilot.gateway.GatewayConfig;
import eu.slmcopilot.gateway.Identity;
import java.net.InetSocketAddress;
import java.net.URI;
import javax.net.ssl.SSLContext;

class Example {
  static Gateway serve(int port, SSLContext tls, String password, URI engine) {
    GatewayConfig config = GatewayConfig.defaults(
        new InetSocketAddress(port), new GatewayConfig.Engine(engine, "my-model", 1, ""));
    AccessKey key = AccessKey.of(password);
    return Gateway.start(config, Identity.privatelyTrusted(tls), () -> key);
  }
}
