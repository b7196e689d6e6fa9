package eu.slmcopilot.tls.renewal;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep a program from ending. */
final class Daemons {
  private Daemons() {}

  static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
