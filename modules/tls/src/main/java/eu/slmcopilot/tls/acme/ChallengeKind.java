package eu.slmcopilot.tls.acme;

/** The ways in which this machine can prove that a name is its own. */
enum ChallengeKind {
  /** A file on port 80 (RFC 8555 section 8.3). */
  HTTP_01("HTTP-01", 80),
  /** A certificate on port 443 (RFC 8737), where port 80 is closed. */
  TLS_ALPN_01("TLS-ALPN-01", 443);

  private final String title;
  private final int port;

  ChallengeKind(String title, int port) {
    this.title = title;
    this.port = port;
  }

  String words() {
    return title + " on port " + port;
  }

  int port() {
    return port;
  }
}
