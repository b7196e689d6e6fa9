package eu.slmcopilot.engine;

/**
 * What an answer took.
 *
 * @param promptTokens tokens of the conversation with its template
 * @param completionTokens tokens of the answer
 */
record Usage(int promptTokens, int completionTokens) {}
