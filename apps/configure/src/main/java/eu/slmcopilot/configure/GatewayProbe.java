package eu.slmcopilot.configure;

import eu.slmcopilot.appliance.Settings;
import java.security.cert.X509Certificate;
import java.util.List;

/** Looks at the gateway from this machine. */
interface GatewayProbe {

  /**
   * What is there now; never fails, and never waits long.
   *
   * @param domain whose certificate is wanted; empty for none
   */
  Sighting look(Settings.Listen listen, String domain);

  /**
   * What was seen.
   *
   * @param alive whether the gateway answers
   * @param ready whether it says that the model can answer
   * @param chain the certificate chain it shows, leaf first; empty when it does not answer
   */
  record Sighting(boolean alive, boolean ready, List<X509Certificate> chain) {
    /** Nothing there. */
    static final Sighting NOTHING = new Sighting(false, false, List.of());

    /** Copies the chain. */
    public Sighting {
      chain = List.copyOf(chain);
    }
  }
}
