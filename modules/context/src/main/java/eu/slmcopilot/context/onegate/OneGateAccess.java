package eu.slmcopilot.context.onegate;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * By what a VM is known to OneGate. OpenNebula gives it to VMs whose template has {@code TOKEN=YES} in its CONTEXT.
 *
 * @param endpoint OneGate's URL, such as {@code http://169.254.16.9:5030}
 * @param vmId the VM's number
 * @param token its secret; not in {@link #toString}
 */
public record OneGateAccess(URI endpoint, String vmId, String token) {

  /**
   * The access in one-context's environment file; empty where it has none, or no complete one.
   *
   * @param oneEnv the bytes of {@code /run/one-context/one_env}, of which only the head is read: what follows is not escaped
   */
  public static Optional<OneGateAccess> of(byte[] oneEnv) {
    Map<String, String> head = OneEnv.head(oneEnv);
    try {
      URI endpoint = URI.create(head.getOrDefault("ONEGATE_ENDPOINT", ""));
      String vmId = head.getOrDefault("VMID", "");
      String token = head.getOrDefault("TOKENTXT", "");
      boolean web = endpoint.getHost() != null
          && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()));
      return web && !vmId.isEmpty() && !token.isEmpty()
          ? Optional.of(new OneGateAccess(endpoint, vmId, token))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "OneGateAccess[" + endpoint + ", VM " + vmId + "]";
  }
}
