package eu.slmcopilot.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Who stands between client and engine. */
enum Kind {
  /** Our daemon, as the package starts it. */
  OURS,
  /** nginx as Debian has it. */
  NGINX,
  /** HAProxy as Debian has it. */
  HAPROXY,
  /** Caddy as Debian has it. */
  CADDY;

  String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isInstalled() {
    return this == OURS
        || Files.isExecutable(Path.of("/usr/sbin", program()))
        || Files.isExecutable(Path.of("/usr/bin", program()));
  }
}
