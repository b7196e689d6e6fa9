package eu.slmcopilot.configure.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A listening TCP socket.
 *
 * @param port its port
 * @param loopback whether only this machine reaches it
 * @param user the id of the user whose it is
 */
record Listener(int port, boolean loopback, int user) {
  private static final String LISTEN = "0A";
  private static final int STATE = 3;
  private static final int USER = 7;

  /** All of this machine; see proc(5) on {@code /proc/net/tcp}. */
  static List<Listener> read(Path proc) throws IOException {
    List<Listener> all = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = proc.resolve(table);
      // There is no tcp6 where IPv6 is off.
      if (Files.exists(file)) {
        all.addAll(parse(Files.readString(file)));
      }
    }
    return all;
  }

  static List<Listener> parse(String table) {
    return table
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(fields -> fields.length > USER && fields[STATE].equals(LISTEN))
        .map(fields -> of(fields[1], fields[USER]))
        .toList();
  }

  private static Listener of(String local, String user) {
    int colon = local.indexOf(':');
    return new Listener(
        Integer.parseInt(local.substring(colon + 1), 16),
        isLoopback(local.substring(0, colon)),
        Integer.parseInt(user));
  }

  /** Addresses are in words of the machine's byte order, which is little-endian on all we run on. */
  private static boolean isLoopback(String address) {
    boolean four = address.length() == 8 && address.endsWith("7F");
    boolean mapped = address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F");
    return four || mapped || address.equals("00000000000000000000000001000000");
  }
}
