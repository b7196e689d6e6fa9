package eu.slmcopilot.context;

/**
 * What a type made of a text: a value, perhaps with a warning, or the reason why there is none.
 * Reasons and warnings never repeat the text.
 */
record Reading(Object value, String refusal, String warning) {

  static Reading of(Object value) {
    return new Reading(value, "", "");
  }

  static Reading refused(String why) {
    return new Reading(null, why, "");
  }

  Reading warning(String what) {
    return new Reading(value, refusal, what);
  }

  boolean isRefused() {
    return value == null;
  }
}
