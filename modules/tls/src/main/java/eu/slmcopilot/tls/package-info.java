/** Certificates for a machine of its own: a private authority, the leaf it signs, and serving it. */
package eu.slmcopilot.tls;
