package eu.slmcopilot.validator.check;

/**
 * What a check is.
 *
 * @param name what it is called in reports
 * @param requirement which requirement it proves
 * @param layer what it looks at
 * @param remedy what to do when it fails
 */
public record About(String name, String requirement, Layer layer, String remedy) {
  /** One rests on the other: when a check of a layer fails, those of the layers above may be skipped. */
  enum Layer {
    NAME,
    NETWORK,
    HANDSHAKE,
    CERTIFICATE,
    HTTP,
    PASSWORD,
    API;

    /** Whether what is above cannot be told apart from this one's failure. */
    boolean carriesTheRest() {
      return this != HTTP && this != API;
    }
  }
}
