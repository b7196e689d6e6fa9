package eu.slmcopilot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** [SCALE-02] So much in a minute, with time in the test's hand. */
class AllowanceTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void isUsedUpAndFillsEvenly() {
    Allowance allowance = new Allowance(6, nanos::get);
    for (int i = 0; i < 6; i++) {
      assertThat(allowance.use("a")).isEmpty();
    }
    assertThat(allowance.use("a")).hasValue(Duration.ofSeconds(10));
    assertThat(allowance.isUsedUp("a")).hasValue(Duration.ofSeconds(10));
    assertThat(allowance.use("b")).as("another network").isEmpty();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(allowance.isUsedUp("a")).isEmpty();
    assertThat(allowance.use("a")).isEmpty();
    assertThat(allowance.use("a")).isPresent();
  }

  @Test
  void zeroMeansNoLimit() {
    Allowance allowance = new Allowance(0, nanos::get);
    for (int i = 0; i < 10_000; i++) {
      assertThat(allowance.use("a")).isEmpty();
    }
    assertThat(allowance.isUsedUp("a")).isEmpty();
  }
}
