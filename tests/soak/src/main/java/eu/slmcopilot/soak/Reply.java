package eu.slmcopilot.soak;

import java.time.Duration;

/**
 * What came of one request.
 *
 * @param end how it ended
 * @param firstToken from sending to the first content; null when there was none
 * @param promptTokens as the engine counted them, 0 when not told
 * @param answerTokens as the engine counted them
 * @param retryAfter seconds, 0 when not told
 */
record Reply(End end, Duration firstToken, int promptTokens, int answerTokens, int retryAfter) {

  /** How a request ends. */
  enum End {
    /** A whole answer. */
    ANSWERED,
    /** A status that says no, in time. */
    REFUSED,
    /** An error told within the stream. */
    ERROR_EVENT,
    /** The connection broke without a word. */
    CUT,
    /** Nothing came for longer than the client waits. */
    SILENCE,
    /** The developer did not want it any more. */
    ABORTED
  }
}
