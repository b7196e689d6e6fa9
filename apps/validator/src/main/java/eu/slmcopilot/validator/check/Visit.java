package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.OpenAiClient;
import eu.slmcopilot.openai.OpenAiException;
import eu.slmcopilot.openai.Trust;
import java.io.IOException;

/** One visit to an endpoint: its connections, and what was already learned; for one thread, its client for any. */
public final class Visit implements AutoCloseable {
  private final Plan plan;
  private Handshake handshake;
  private Http http;
  private OpenAiClient client;
  private String model;

  /** Nothing is connected yet. */
  public Visit(Plan plan) {
    this.plan = plan;
  }

  Plan plan() {
    return plan;
  }

  Handshake handshake() throws IOException {
    if (handshake == null) {
      handshake = Handshake.with(plan.endpoint(), plan.timeouts().connect());
    }
    return handshake;
  }

  Http http() throws IOException {
    if (http == null) {
      http = new Http(plan.endpoint().base(), trust(), plan.timeouts());
    }
    return http;
  }

  /**
   * The endpoint's client.
   *
   * @throws IOException when its certificate was to be looked at and could not
   */
  public OpenAiClient client() throws IOException {
    if (client == null) {
      client = OpenAiClient.of(plan.endpoint().base())
          .credentials(plan.login().basic())
          .trust(trust())
          .timeouts(plan.timeouts())
          .build();
    }
    return client;
  }

  /**
   * The model to ask: the one in the plan, or the first that the endpoint lists.
   *
   * @throws IOException when it lists none
   */
  public String model() throws IOException, OpenAiException {
    if (model == null) {
      model = plan.model().isPresent()
          ? plan.model().get()
          : client().models().stream()
              .findFirst()
              .orElseThrow(() -> new IOException("/v1/models lists no model"))
              .id();
    }
    return model;
  }

  @Override
  public void close() {
    if (http != null) {
      http.close();
    }
    if (client != null) {
      client.close();
    }
  }

  /** Insecure is not blind: what was shown first is what all later connections must show. */
  private Trust trust() throws IOException {
    return plan.insecure() ? Trust.pinned(handshake().fingerprint()) : plan.trust();
  }
}
