package eu.slmcopilot.report;

/**
 * A part of the appliance that runs by itself.
 *
 * @param name the name a person looks it up by, such as {@code local-ai.service}
 * @param state its state in the words of whoever runs it, such as {@code active (running)}
 */
public record Service(String name, String state) {}
