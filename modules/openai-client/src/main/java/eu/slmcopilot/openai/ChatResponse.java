package eu.slmcopilot.openai;

import java.util.Optional;

/**
 * A whole answer.
 *
 * @param id the server's name for it
 * @param model who answered
 * @param message the first choice
 * @param finishReason why it ended: {@code stop}, {@code length}, {@code tool_calls}; empty when the server does not say
 * @param usage tokens, when the server counts them
 */
public record ChatResponse(
    String id, String model, Message message, String finishReason, Optional<Usage> usage) {}
