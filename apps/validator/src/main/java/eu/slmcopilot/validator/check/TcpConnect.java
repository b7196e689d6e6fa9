package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Is there anybody at all? */
final class TcpConnect implements Check {
  @Override
  public About about() {
    return new About(
        Checks.REACHED,
        "SEC-01",
        About.Layer.NETWORK,
        "See that the VM runs, that the address is right and that its security group lets the port in; on the VM: "
            + "systemctl status slm-copilot-gateway");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    Endpoint endpoint = visit.plan().endpoint();
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    if (address.isUnresolved()) {
      return Outcome.failed("The name " + endpoint.host() + " does not resolve");
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(visit.plan().timeouts().connect().toMillis()));
      return Outcome.passed(address.getAddress().getHostAddress() + ", port " + endpoint.port());
    } catch (IOException e) {
      return Outcome.failed(endpoint.host() + ", port " + endpoint.port() + ": " + e.getMessage());
    }
  }
}
