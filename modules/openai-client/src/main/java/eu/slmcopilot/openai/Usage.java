package eu.slmcopilot.openai;

/**
 * What a completion took, in tokens.
 *
 * @param promptTokens of the request
 * @param completionTokens of the answer
 * @param totalTokens both
 */
public record Usage(int promptTokens, int completionTokens, int totalTokens) {}
