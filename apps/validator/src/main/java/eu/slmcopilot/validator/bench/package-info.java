/** How fast an endpoint is, in the words of llama-bench: prefill (pp), decode (tg), tokens a second. */
package eu.slmcopilot.validator.bench;
