package eu.slmcopilot.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.slmcopilot.gateway.admission.ClientKey;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How much each network may do in a minute: token buckets that fill evenly. IPv6 counts by /64, which is one customer's. Networks that were quiet for a while are
 * forgotten, which gives them no more than they had. Thread-safe.
 */
public final class Allowance {
  private static final int MOST_NETWORKS = 100_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
      .maximumSize(MOST_NETWORKS)
      .expireAfterAccess(MINUTE.multipliedBy(2))
      .build();

  /**
   * An allowance.
   *
   * @param perMinute how often, at once or spread out; 0 for without limit
   * @param nanos a monotonic clock
   */
  public Allowance(int perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.nanos = nanos;
  }

  /** How often a minute; 0 for without limit. */
  public int perMinute() {
    return perMinute;
  }

  /** Uses it once; the time to wait when it is used up. */
  Optional<Duration> use(InetAddress client) {
    if (perMinute == 0) {
      return Optional.empty();
    }
    ConsumptionProbe probe =
        buckets.get(ClientKey.networkOf(client), unused -> full()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** The time to wait when it is used up; uses nothing. */
  Optional<Duration> isUsedUp(InetAddress client) {
    // A network that has used nothing yet has no bucket, and gets none for being asked about.
    Bucket bucket = perMinute == 0 ? null : buckets.getIfPresent(ClientKey.networkOf(client));
    if (bucket == null) {
      return Optional.empty();
    }
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket full() {
    return Bucket.builder()
        .withCustomTimePrecision(new Clockwork(nanos))
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
        .build();
  }

  private record Clockwork(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
