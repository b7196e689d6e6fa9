package eu.slmcopilot.validator.check;

import eu.slmcopilot.openai.OpenAiException;
import java.io.IOException;

/** One question to the endpoint; stateless. */
public interface Check {
  /** Name, requirement and remedy. */
  About about();

  /**
   * Looks.
   *
   * @throws IOException when the endpoint does not answer; counts as failed
   * @throws OpenAiException when it refuses; counts as failed
   */
  Outcome run(Visit visit) throws IOException, OpenAiException;
}
