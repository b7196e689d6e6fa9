package eu.slmcopilot.context.onegate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * OpenNebula's OneGate as one VM reaches it (docs.opennebula.io, OneGate usage). Each call is sent once: whoever wants
 * to try again asks {@link OneGateException#mayPass}. Safe for many threads.
 */
public final class OneGate {
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  private final OneGateAccess access;
  private final Duration limit;
  private final HttpClient client;

  /**
   * Nothing is sent yet.
   *
   * @param limit how long connecting and the answer may take, each
   */
  public OneGate(OneGateAccess access, Duration limit) {
    this.access = access;
    this.limit = limit;
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(limit)
        .build();
  }

  /**
   * Sets attributes of this VM's user template; others stay as they are. Whoever may see the VM sees them.
   *
   * @param attributes names of capitals, digits and underscores, with values without quotes, backslashes and control
   *     characters
   * @throws OneGateException when they were not taken
   * @throws IllegalArgumentException when a name or a value cannot be said in OpenNebula's template language
   */
  public void update(Map<String, String> attributes) throws OneGateException {
    // 1 is "append" to OneGate: what is not named stays.
    String form =
        "type=1&data=" + URLEncoder.encode(TemplateText.of(attributes), StandardCharsets.UTF_8);
    String base = access.endpoint().toString().replaceAll("/+$", "");
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/vm"))
        .timeout(limit)
        .header("X-ONEGATE-TOKEN", access.token())
        .header("X-ONEGATE-VMID", access.vmId())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .PUT(HttpRequest.BodyPublishers.ofString(form))
        .build();
    int status = status(request);
    if (status < 200 || status > 299) {
      throw new OneGateException(
          "OneGate at " + access.endpoint() + " answered " + status + meaning(status),
          status >= SERVER || status == TOO_MANY,
          null);
    }
  }

  private int status(HttpRequest request) throws OneGateException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (HttpTimeoutException e) {
      throw new OneGateException(
          "OneGate at " + access.endpoint() + " gave no answer within " + limit.toSeconds() + " s.",
          true,
          e);
    } catch (IOException e) {
      throw new OneGateException(
          "OneGate at " + access.endpoint() + " cannot be reached (" + e
              + "). Does the VM's network reach it?",
          true,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OneGateException("Telling OneGate was interrupted.", true, e);
    }
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401, 403 ->
        ": it does not know this VM's token, which counts for as long as the VM does.";
      case 404 -> ": there is no OneGate at that URL, or no such VM.";
      default -> ".";
    };
  }
}
