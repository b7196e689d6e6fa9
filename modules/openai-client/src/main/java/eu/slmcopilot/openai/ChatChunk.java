package eu.slmcopilot.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A piece of a streamed answer.
 *
 * @param id the server's name for the answer
 * @param model who answers
 * @param content the new text, empty in the first, the last and the usage chunk
 * @param toolCalls pieces of tool calls, as OpenAI's array
 * @param finishReason set in the chunk that ends the answer
 * @param usage set in the last chunk when the request asked for it
 */
public record ChatChunk(
    String id,
    String model,
    String content,
    Optional<JsonNode> toolCalls,
    Optional<String> finishReason,
    Optional<Usage> usage) {}
