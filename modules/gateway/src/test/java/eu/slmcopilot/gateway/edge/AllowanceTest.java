package eu.slmcopilot.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** [SCALE-02] So much in a minute, with time in the test's hand. */
class AllowanceTest {
  private static final InetAddress A = InetAddress.getLoopbackAddress();
  private static final InetAddress B = new InetSocketAddress(0).getAddress();

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void isUsedUpAndFillsEvenly() {
    Allowance allowance = new Allowance(6, nanos::get);
    for (int i = 0; i < 6; i++) {
      assertThat(allowance.use(A)).isEmpty();
    }
    assertThat(allowance.use(A)).hasValue(Duration.ofSeconds(10));
    assertThat(allowance.isUsedUp(A)).hasValue(Duration.ofSeconds(10));
    assertThat(allowance.use(B)).as("another network").isEmpty();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(allowance.isUsedUp(A)).isEmpty();
    assertThat(allowance.use(A)).isEmpty();
    assertThat(allowance.use(A)).isPresent();
  }

  @Test
  void askingWhetherItIsUsedUpUsesNothing() {
    Allowance allowance = new Allowance(1, nanos::get);
    assertThat(allowance.isUsedUp(A)).isEmpty();
    assertThat(allowance.use(A)).isEmpty();
    assertThat(allowance.isUsedUp(A)).isPresent();
  }

  @Test
  void zeroMeansNoLimit() {
    Allowance allowance = new Allowance(0, nanos::get);
    for (int i = 0; i < 10_000; i++) {
      assertThat(allowance.use(A)).isEmpty();
    }
    assertThat(allowance.isUsedUp(A)).isEmpty();
  }
}
