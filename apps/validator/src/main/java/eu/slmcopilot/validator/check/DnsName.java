package eu.slmcopilot.validator.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Does the name lead anywhere? */
final class DnsName implements Check {

  @Override
  public About about() {
    return new About(
        "dns",
        "SEC-06",
        About.Layer.NAME,
        "Compare the name with the DNS records of its domain (A, AAAA); until they are right, use the VM's address");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    String host = visit.plan().endpoint().host();
    try {
      return Outcome.passed(Arrays.stream(InetAddress.getAllByName(host))
          .map(InetAddress::getHostAddress)
          .collect(Collectors.joining(", ")));
    } catch (UnknownHostException e) {
      return Outcome.failed("The name " + host + " does not resolve");
    }
  }
}
