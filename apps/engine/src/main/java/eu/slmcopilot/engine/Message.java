package eu.slmcopilot.engine;

/**
 * One message of a conversation.
 *
 * @param role system, user, assistant or tool
 * @param text its content as plain text
 * @param callsTools whether the assistant called tools in it
 */
record Message(String role, String text, boolean callsTools) {}
