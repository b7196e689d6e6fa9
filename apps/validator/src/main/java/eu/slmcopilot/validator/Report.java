package eu.slmcopilot.validator;

import eu.slmcopilot.validator.check.Result;
import java.util.List;

/** Writes down what the checks found. */
interface Report {
  /** Before the first check. */
  void begin();

  /** After each check. */
  void add(Result result);

  /** After the last one. */
  void end(List<Result> results);
}
