package eu.slmcopilot.gateway.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds out whose a request is: the address of the connection, unless that is a proxy's whom the owner trusts. Then it
 * is the last address in {@code X-Forwarded-For} that is no such proxy's: what stands before it was written by the client.
 */
public final class ClientAddress implements HttpHandler {
  private static final AttachmentKey<InetAddress> KEY = AttachmentKey.create(InetAddress.class);

  private final List<AddressRange> proxies;
  private final HttpHandler next;

  /** Believes these proxies, in what order they stand there does not matter. */
  public ClientAddress(List<AddressRange> proxies, HttpHandler next) {
    this.proxies = proxies;
    this.next = next;
  }

  /** The client's address. */
  public static InetAddress of(HttpServerExchange exchange) {
    InetAddress found = exchange.getAttachment(KEY);
    return found == null ? exchange.getSourceAddress().getAddress() : found;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    InetAddress peer = exchange.getSourceAddress().getAddress();
    HeaderValues forwarded = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
    if (forwarded != null && isProxy(peer)) {
      exchange.putAttachment(KEY, behind(peer, String.join(",", forwarded)));
    }
    next.handleRequest(exchange);
  }

  private InetAddress behind(InetAddress peer, String forwarded) {
    String[] hops = forwarded.split(",", -1);
    InetAddress client = peer;
    for (int i = hops.length - 1; i >= 0 && isProxy(client); i--) {
      String hop = hops[i].strip();
      if (!hop.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}")) {
        break;
      }
      try {
        client = InetAddress.getByName(hop);
      } catch (UnknownHostException notAnAddress) {
        break;
      }
    }
    return client;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }
}
