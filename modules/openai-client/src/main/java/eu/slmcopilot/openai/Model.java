package eu.slmcopilot.openai;

/**
 * A model the server offers.
 *
 * @param id what a request names
 * @param ownedBy who the server says made it, often empty
 */
public record Model(String id, String ownedBy) {}
