package eu.slmcopilot.configure.doctor;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Is the time right? With a wrong one no certificate is valid. */
record ClockCheck(Clock clock, Surroundings.TimeSync sync) implements Check {
  private static final String NAME = "clock";
  private static final int EARLIEST = 2025;

  @Override
  public Finding look() {
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    if (now.getYear() < EARLIEST) {
      return Finding.fail(
          NAME, "it is not " + now, "set it: timedatectl set-ntp true, and see the host's clock");
    }
    Optional<Boolean> kept = sync.synchronised();
    if (kept.isEmpty()) {
      return Finding.ok(NAME, now + ", synchronisation not known");
    }
    return kept.get()
        ? Finding.ok(NAME, now + ", synchronised")
        : Finding.warn(
            NAME,
            now + ", not synchronised",
            "allow NTP out of this network (timedatectl timesync-status)");
  }
}
