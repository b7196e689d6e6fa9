package eu.slmcopilot.report;

/**
 * What a client's machine is told to trust.
 *
 * @param file where the CA's certificate is, or will be, on that machine: an absolute path, written as that machine
 *     writes paths
 * @param origin how it comes there
 */
public record ClientTrust(String file, Origin origin) {

  /** How the CA's certificate comes to the client's machine. */
  public enum Origin {
    /** It is fetched from the appliance and put there, where it is needed at all. */
    FETCHED,
    /** It is there: the client runs on the machine that made it. */
    PRESENT,
    /** The user named the place: programs are given it whoever vouches for the endpoint. */
    NAMED
  }
}
