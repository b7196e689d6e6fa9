package eu.slmcopilot.validator.check;

/**
 * The endpoint's plain HTTP.
 *
 * @param port where it is served; 1 to 65535
 * @param target the HTTPS port that it should lead to, as the endpoint itself knows it; 1 to 65535
 */
public record PlainSide(int port, int target) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException when one is no port
   */
  public PlainSide {
    Port.checked("The plain", port);
    Port.checked("The redirect's", target);
  }
}
