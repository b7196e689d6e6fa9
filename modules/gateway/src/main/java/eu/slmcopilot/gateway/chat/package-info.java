/** The one place that knows the JSON of chat completions. */
package eu.slmcopilot.gateway.chat;
