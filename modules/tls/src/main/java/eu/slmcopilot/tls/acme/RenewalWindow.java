package eu.slmcopilot.tls.acme;

import java.time.Instant;

/**
 * The time within which an authority wants a certificate renewed.
 *
 * @param start its beginning; in the past when the certificate is or will be revoked
 * @param end its end
 */
public record RenewalWindow(Instant start, Instant end) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException when it ends before it starts
   */
  public RenewalWindow {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("a window cannot end at " + end + ", before " + start);
    }
  }
}
