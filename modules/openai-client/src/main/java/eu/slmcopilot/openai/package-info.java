/**
 * Speaks to a server that understands OpenAI's chat completions. Start at {@link eu.slmcopilot.openai.OpenAiClient}.
 */
package eu.slmcopilot.openai;
