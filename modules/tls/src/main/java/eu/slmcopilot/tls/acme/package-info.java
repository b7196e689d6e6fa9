/** Certificates from a public or sovereign authority that speaks ACME (RFC 8555). */
package eu.slmcopilot.tls.acme;
