package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.edge.Authentication;
import eu.slmcopilot.gateway.edge.ClientAddress;
import eu.slmcopilot.gateway.edge.RequestId;
import io.undertow.client.ClientRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two requests have in common when one is the other's retry: who asks, and every byte of what is asked.
 *
 * @param client address and name
 * @param path of the request
 * @param headers those the engine sees, but the request's id
 * @param body its SHA-256
 */
record Fingerprint(String client, String path, Map<String, String> headers, String body) {

  static Fingerprint of(HttpServerExchange exchange, ClientRequest request, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    for (HeaderValues values : request.getRequestHeaders()) {
      if (!values.getHeaderName().equals(RequestId.HEADER)) {
        headers.put(values.getHeaderName().toString(), String.join(",", values));
      }
    }
    return new Fingerprint(
        ClientAddress.of(exchange).getHostAddress() + " " + Authentication.nameOf(exchange),
        request.getPath(),
        Map.copyOf(headers),
        HexFormat.of().formatHex(sha256(body)));
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
