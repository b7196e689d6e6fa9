package eu.slmcopilot.tls.acme;

import eu.slmcopilot.tls.TlsException;
import eu.slmcopilot.tls.acme.IssuanceException.Obstacle;
import java.net.URI;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/** One step at an authority; whatever goes wrong in it is an {@link IssuanceException} in words. */
interface Step<T> {
  T take() throws AcmeException, TlsException, InterruptedException;

  /**
   * Takes it.
   *
   * @param title what it does, as the beginning of a sentence
   * @param directory whose step it is
   */
  static <T> T taken(String title, URI directory, Step<T> step) throws TlsException {
    try {
      return step.take();
    } catch (AcmeException e) {
      throw Refusals.of(title, directory, e);
    } catch (AcmeLazyLoadingException e) {
      // The ACME library asks within getters, which must not throw what they ask.
      throw Refusals.of(title, directory, (AcmeException) e.getCause());
    } catch (AcmeProtocolException e) {
      throw Refusals.ofNonsense(title, directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IssuanceException(
          Obstacle.AUTHORITY, title + " was interrupted: this process ends.", e);
    }
  }
}
