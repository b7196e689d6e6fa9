package eu.slmcopilot.bench;

import java.nio.file.Path;

/**
 * What every front is given.
 *
 * @param directory where its files go
 * @param pem the certificate chain and its key, the same for all
 * @param enginePort what it forwards to
 * @param password for Basic authentication, user {@code copilot}
 */
record Site(Path directory, Path pem, int enginePort, String password) {
  static final String USER = "copilot";
}
