package eu.slmcopilot.validator.check;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Are the versions and cipher suites refused that no longer protect? */
final class WeakTlsRefused implements Check {
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  // Sound on their own, so that only the version can be the reason of a refusal.
  private static final List<Integer> OLD_SUITES =
      List.of(0xc009, 0xc00a, 0xc013, 0xc014, 0x002f, 0x0035);
  // No encryption, export, RC4, DES, 3DES, nobody authenticated; and plain RSA, which has no
  // forward secrecy.
  private static final List<Integer> WEAK_SUITES = List.of(
      0x0001, 0x0002, 0x003b, 0xc006, 0xc010, 0x0003, 0x0008, 0x0004, 0x0005, 0xc007, 0xc011,
      0x0009, 0x000a, 0x0016, 0xc008, 0xc012, 0x0018, 0x001b, 0x0034, 0xc018, 0x002f, 0x0035,
      0x003c, 0x003d, 0x009c, 0x009d);

  private static final Map<String, ClientHello> OFFERS = new TreeMap<>(Map.of(
      "TLS 1.0", new ClientHello(0x0301, OLD_SUITES),
      "TLS 1.1", new ClientHello(0x0302, OLD_SUITES),
      "suites that are broken or lack forward secrecy", new ClientHello(0x0303, WEAK_SUITES)));

  @Override
  public About about() {
    return new About(
        "tls-weak-refused",
        "SEC-01",
        About.Layer.HTTP,
        "What stands in front of the appliance accepts TLS that can be read by others: allow only TLS 1.2 and 1.3 with "
            + "ECDHE suites there; the appliance's own gateway does");
  }

  @Override
  public Outcome run(Visit visit) throws IOException {
    for (Map.Entry<String, ClientHello> offer : OFFERS.entrySet()) {
      if (accepts(visit, offer.getValue())) {
        return Outcome.failed("accepts " + offer.getKey());
      }
    }
    return Outcome.passed("refused: " + String.join(", ", OFFERS.keySet()));
  }

  private static boolean accepts(Visit visit, ClientHello offer) throws IOException {
    Endpoint endpoint = visit.plan().endpoint();
    int millis = Math.toIntExact(visit.plan().timeouts().connect().toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
      socket.setSoTimeout(millis);
      return answersWithHello(socket, offer);
    }
  }

  /** A refusal is an alert, or a connection closed or left silent. */
  private static boolean answersWithHello(Socket socket, ClientHello offer) throws IOException {
    try {
      socket.getOutputStream().write(offer.bytes());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int record = in.readUnsignedByte();
      in.skipNBytes(4);
      return record == HANDSHAKE && in.readUnsignedByte() == SERVER_HELLO;
    } catch (EOFException | SocketException | SocketTimeoutException refused) {
      return false;
    }
  }
}
