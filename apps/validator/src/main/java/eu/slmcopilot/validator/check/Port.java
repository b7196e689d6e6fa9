package eu.slmcopilot.validator.check;

/** TCP's ports. */
final class Port {
  private static final int LAST = 65_535;

  private Port() {}

  static int checked(String whose, int port) {
    if (port < 1 || port > LAST) {
      throw new IllegalArgumentException(
          whose + " port is a number from 1 to " + LAST + ", not " + port + ".");
    }
    return port;
  }
}
