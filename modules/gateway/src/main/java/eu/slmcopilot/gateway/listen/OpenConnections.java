package eu.slmcopilot.gateway.listen;

import eu.slmcopilot.gateway.admission.ClientKey;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts connections, in all and for each network (an IPv4 address, an IPv6 /64), and says when there are enough.
 * Thread-safe.
 */
public final class OpenConnections {

  /** How many there may be. */
  public record Limits(int all, int perNetwork, Predicate<InetAddress> proxies) {}

  /** Why a connection is refused. */
  public enum Refusal {
    /** There are enough in all. */
    ALL,
    /** There are enough from its network. */
    NETWORK
  }

  private final Map<String, Integer> byNetwork = new HashMap<>();
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private Limits limits;
  private int open;

  /** None yet. */
  public OpenConnections(Limits limits) {
    this.limits = limits;
  }

  /** Changes how many there may be; nobody who is connected is sent away. */
  public synchronized void limit(Limits next) {
    limits = next;
  }

  /**
   * Counts one more, unless there are enough.
   *
   * @return whether it may stay; if so, {@link #leave} must follow once it is closed
   */
  public synchronized boolean enter(InetAddress peer) {
    if (open >= limits.all()) {
      refused.merge(Refusal.ALL, 1L, Long::sum);
      return false;
    }
    String network = ClientKey.networkOf(peer);
    int already = byNetwork.getOrDefault(network, 0);
    // A proxy speaks for many.
    if (already >= limits.perNetwork() && !limits.proxies().test(peer)) {
      refused.merge(Refusal.NETWORK, 1L, Long::sum);
      return false;
    }
    open++;
    byNetwork.put(network, already + 1);
    return true;
  }

  /** One that entered is closed. */
  public synchronized void leave(InetAddress peer) {
    open--;
    byNetwork.computeIfPresent(
        ClientKey.networkOf(peer), (network, count) -> count > 1 ? count - 1 : null);
  }

  /** How many there are. */
  public synchronized int open() {
    return open;
  }

  /** How many were refused for this reason. */
  public synchronized long refused(Refusal reason) {
    return refused.getOrDefault(reason, 0L);
  }
}
