/** A TLS edge for one OpenAI-compatible engine: authentication, CORS, limits and a streaming proxy. */
package eu.slmcopilot.gateway;
