/**
 * Obtain, keep and serve a certificate. Three parts that do not know one another: a {@link
 * eu.slmcopilot.tls.CertificateIssuer} makes one, a {@link eu.slmcopilot.tls.CertificateDirectory}
 * keeps it across restarts, and a {@link eu.slmcopilot.tls.ServedCertificate} gives it to each TLS
 * handshake; {@link eu.slmcopilot.tls.KeptCertificate} decides when the kept one will no longer do.
 */
package eu.slmcopilot.tls;
