package eu.slmcopilot.tls;

import java.util.List;

/** The names and addresses under which a machine can be reached, asked anew at each call. */
@FunctionalInterface
public interface MachineNames {

  /** Gives what is known at this moment. */
  CertificateNames now();

  /**
   * Reads this machine: {@code localhost}, its host name, its full name where the resolver knows
   * one, and each interface address that is not link-local, after the names the caller adds.
   *
   * @param added further names or addresses, such as the public domain; they come first
   * @throws IllegalArgumentException when one of those is neither a host name nor an address
   */
  static MachineNames ofThisMachine(List<String> added) {
    return new RealMachineNames(added);
  }
}
