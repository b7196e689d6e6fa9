/** Which certificate is served, and its care over years: one object for a server to ask. */
package eu.slmcopilot.tls.renewal;
