package eu.slmcopilot.report;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint and how it is doing at one moment.
 *
 * @param title the product's name
 * @param at when this was seen
 * @param status whether it can be used
 * @param endpoint how to connect
 * @param certificate what is served; empty when nothing answers
 * @param trust what clients have to trust where no CA that they know vouches for the endpoint
 * @param services the parts and their states
 * @param notes what is wrong or under way, each with what to do; empty when all is well
 */
public record Report(
    String title,
    OffsetDateTime at,
    Status status,
    Endpoint endpoint,
    Optional<Certificate> certificate,
    TrustAnchor trust,
    List<Service> services,
    List<String> notes) {

  /** Copies the lists. */
  public Report {
    services = List.copyOf(services);
    notes = List.copyOf(notes);
  }

  /** Whether the endpoint can be used. */
  public enum Status {
    /** The model answers. */
    READY("ready"),
    /** The gateway answers, the model is still being loaded. */
    LOADING("loading the model"),
    /** Nothing answers. */
    DOWN("not reachable");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** The status as a person reads it. */
    public String words() {
      return words;
    }
  }
}
