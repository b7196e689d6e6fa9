package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Layout;
import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Can a certificate authority find this machine by its domain? [SEC-07] */
record DomainChecks(Surroundings.Network network, Layout layout) {

  Finding resolves(String domain) throws IOException {
    if (domain.isEmpty()) {
      return Finding.skip("dns", "no domain is set");
    }
    List<InetAddress> found = network.resolve(domain);
    if (found.isEmpty()) {
      return Finding.fail(
          "dns", domain + " does not resolve", "add an A or AAAA record that names this machine");
    }
    String names =
        found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    return Collections.disjoint(found, network.own())
        ? Finding.warn(
            "dns",
            domain + " is " + names + ", which is no address of this machine",
            "correct the record; or, with NAT or a proxy in front, forward ports 80 and 443 here")
        : Finding.ok("dns", domain + " is " + names + ", this machine");
  }

  Finding plainPort(Settings settings) {
    String domain = settings.certificate().domain();
    if (domain.isEmpty()) {
      return Finding.skip("http", "no domain is set");
    }
    if (Files.exists(layout.ownCertificate())) {
      return Finding.skip("http", "the owner's certificate is in use");
    }
    int port = settings.listen().httpPort();
    String host = domain.contains(":") ? "[" + domain + "]" : domain;
    URI url = URI.create("http://" + host + (port == 80 ? "" : ":" + port) + "/");
    try {
      return Finding.ok("http", url + " answers " + network.status(url));
    } catch (IOException e) {
      return Finding.warn(
          "http",
          url + " does not answer from here (" + e.getClass().getSimpleName() + ")",
          "the certificate authority asks there: open port 80 in firewall and security group");
    }
  }
}
