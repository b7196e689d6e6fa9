package eu.slmcopilot.configure.doctor;

import eu.slmcopilot.appliance.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor takes from the world around it.
 *
 * @param proc Linux's {@code /proc}
 * @param clock the machine's
 * @param timeSync whether something keeps that clock right
 * @param network names, addresses and plain HTTP
 * @param gateway looks at the running gateway
 * @param units systemd's view
 * @param memory whether model and context fit into this machine
 */
public record Surroundings(
    Path proc,
    Clock clock,
    TimeSync timeSync,
    Network network,
    Gateway gateway,
    Units units,
    Memory memory) {

  /** Whether the clock is kept right. */
  public interface TimeSync {
    /** Empty when that cannot be told here. */
    Optional<Boolean> synchronised();
  }

  /** The network as this machine sees it. */
  public interface Network {
    /** The addresses of a name; none when it does not resolve. */
    List<InetAddress> resolve(String name);

    /** The addresses of this machine. */
    List<InetAddress> own() throws IOException;

    /** The status code of a GET, redirects not followed; waits a few seconds at most. */
    int status(URI url) throws IOException;
  }

  /** The running gateway. */
  public interface Gateway {
    /** Looks at it; never fails. */
    Pulse look(Settings.Listen listen);

    /**
     * What it answers.
     *
     * @param alive whether {@code /health} is answered
     * @param ready whether {@code /readyz} says that the model can answer
     */
    record Pulse(boolean alive, boolean ready) {}
  }

  /** The units of this machine. */
  public interface Units {
    /** The unit's state in systemd's words; empty where there are no units. */
    Optional<String> state(String unit) throws IOException;
  }

  /** The memory of this machine. */
  public interface Memory {
    /**
     * Why a model with this context does not fit; empty when it does.
     *
     * @param weights bytes of the model file
     * @param contextSize tokens of context
     */
    Optional<String> tooSmall(long weights, int contextSize) throws IOException;
  }
}
