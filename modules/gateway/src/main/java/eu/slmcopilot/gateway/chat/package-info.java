/**
 * What the gateway understands of a chat's JSON, in one place: requests mended or refused before minutes of prefill,
 * the engine's refusals and streams put into the form that OpenAI's clients expect. Pure functions over bytes.
 */
package eu.slmcopilot.gateway.chat;
