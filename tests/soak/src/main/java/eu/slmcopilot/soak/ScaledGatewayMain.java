package eu.slmcopilot.soak;

import eu.slmcopilot.gateway.AccessKey;
import eu.slmcopilot.gateway.Gateway;
import eu.slmcopilot.gateway.GatewayConfig;
import eu.slmcopilot.gateway.Identity;
import eu.slmcopilot.gateway.chat.ChatRules;
import eu.slmcopilot.gateway.course.Heartbeats;
import eu.slmcopilot.gateway.course.Patience;
import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.CertificateNames;
import eu.slmcopilot.tls.KeptCertificate;
import eu.slmcopilot.tls.PrivateCa;
import eu.slmcopilot.tls.ServedCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Our gateway with all its times scaled: port, engine's port, directory of certificates, scale. */
public final class ScaledGatewayMain {
  private ScaledGatewayMain() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    Scale scale = new Scale(Double.parseDouble(arguments[3]));
    CertificateDirectory directory =
        CertificateDirectory.open(Path.of(arguments[2]), Clock.systemUTC(), notice -> {});
    ServedCertificate certificate = new ServedCertificate(new KeptCertificate(
            directory, "leaf.pem", PrivateCa.open(directory, "Soak", new SecureRandom()))
        .obtain(CertificateNames.of(List.of("localhost", "127.0.0.1"))));
    GatewayConfig.Limits limits = GatewayConfig.Limits.defaults();
    AccessKey key = AccessKey.of(SoakMain.PASSWORD);
    Gateway.start(
        new GatewayConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            new GatewayConfig.Engine(
                URI.create("http://127.0.0.1:" + arguments[1]), "devstral-small-2", 1, ""),
            List.of("*"),
            new GatewayConfig.Limits(
                limits.bodyBytes(),
                limits.headerBytes(),
                limits.bodyPace(),
                limits.connect(),
                new Patience(scale.of(900), scale.of(3600), scale.of(600))),
            new GatewayConfig.Waiting(
                32, new Heartbeats(scale.of(5), scale.of(10), Heartbeats.Style.COMMENT), true),
            new ChatRules(true, 32768, 8192),
            GatewayConfig.Edge.defaults(),
            new GatewayConfig.Product("soak", "", "")),
        Identity.privatelyTrusted(certificate.sslContext()),
        () -> key);
  }
}
