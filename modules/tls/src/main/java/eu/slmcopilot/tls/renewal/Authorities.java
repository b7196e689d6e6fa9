package eu.slmcopilot.tls.renewal;

import eu.slmcopilot.tls.CertificateDirectory;
import eu.slmcopilot.tls.acme.AcmeAccount;
import eu.slmcopilot.tls.acme.AcmeAuthority;
import eu.slmcopilot.tls.acme.AcmeCertificate;
import eu.slmcopilot.tls.acme.AcmeIssuer;
import eu.slmcopilot.tls.acme.AlpnAnswers;
import eu.slmcopilot.tls.acme.HttpAnswers;
import eu.slmcopilot.tls.acme.RenewalSchedule;
import javax.net.ssl.SSLContext;

/** Certificates of whichever authority, whose questions are answered in one place. */
record Authorities(
    CertificateDirectory directory,
    SSLContext trust,
    RenewalSchedule schedule,
    HttpAnswers http,
    AlpnAnswers alpn) {

  Authorities(CertificateDirectory directory, SSLContext trust, RenewalSchedule schedule) {
    this(directory, trust, schedule, new HttpAnswers(), new AlpnAnswers());
  }

  AcmeCertificate certificate(AcmeAuthority authority) {
    AcmeIssuer issuer = new AcmeIssuer(
        authority, new AcmeAccount(authority, directory, trust), http, alpn, directory.clock());
    return new AcmeCertificate(directory, authority.identity(), issuer, issuer::renewal, schedule);
  }
}
