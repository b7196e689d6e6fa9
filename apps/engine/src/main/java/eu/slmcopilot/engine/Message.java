package eu.slmcopilot.engine;

/**
 * One message of a conversation.
 *
 * @param role system, user, assistant or tool
 * @param text its content as plain text
 */
record Message(String role, String text) {}
