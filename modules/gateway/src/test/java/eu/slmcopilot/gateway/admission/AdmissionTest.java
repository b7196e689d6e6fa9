package eu.slmcopilot.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** [SEC-08] Slots, queue and fairness, in the milliseconds of a clock that only we move. */
class AdmissionTest {
  private final Deque<Runnable> posted = new ArrayDeque<>();
  private final List<String> admitted = new ArrayList<>();
  private long now;

  private Admission admission(int slots, int queueLength) {
    return new Admission(slots, queueLength, () -> now);
  }

  private Optional<Ticket> enter(Admission admission, String client, String name) {
    return admission.enter(new ClientKey(client, ""), posted::add, new Recorded(name));
  }

  private void run() {
    while (!posted.isEmpty()) {
      posted.remove().run();
    }
  }

  private final class Recorded implements Ticket.Listener {
    private final String name;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public void admitted() {
      admitted.add(name);
    }

    @Override
    public void halted() {
      admitted.add(name + " halted");
    }

    @Override
    public void resumed() {
      admitted.add(name + " resumed");
    }
  }

  @Test
  void asManyRunAsThereAreSlotsAndTheNextFollowsWhenOneLeaves() {
    Admission admission = admission(2, 10);
    Ticket first = enter(admission, "a", "a1").orElseThrow();
    enter(admission, "a", "a2");
    Ticket third = enter(admission, "a", "a3").orElseThrow();
    run();
    assertThat(admitted).containsExactly("a1", "a2");
    assertThat(third.position()).isEqualTo(1);
    assertThat(admission.load()).isEqualTo(new Load(2, 1, 2, 10));
    first.leave();
    first.leave();
    run();
    assertThat(admitted).containsExactly("a1", "a2", "a3");
    assertThat(third.position()).isZero();
    assertThat(admission.load()).isEqualTo(new Load(2, 0, 2, 10));
  }

  @Test
  void aBurstOfOneClientDoesNotStarveAnother() {
    Admission admission = admission(1, 10);
    List<Ticket> all = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      all.add(enter(admission, "a", "a" + i).orElseThrow());
    }
    Ticket b1 = enter(admission, "b", "b1").orElseThrow();
    Ticket b2 = enter(admission, "b", "b2").orElseThrow();
    // a1 runs: the newcomer goes before the second of him who was just served.
    assertThat(b1.position()).isEqualTo(1);
    assertThat(all.get(1).position()).isEqualTo(2);
    assertThat(b2.position()).isEqualTo(3);
    all.addAll(List.of(b1, b2));
    drain(admission, all);
    assertThat(admitted).containsExactly("a1", "b1", "a2", "b2", "a3", "a4");
  }

  private void drain(Admission admission, List<Ticket> all) {
    while (admission.load().running() > 0) {
      run();
      all.stream()
          .filter(ticket -> admission.is(ticket, Ticket.State.RUNNING))
          .findFirst()
          .orElseThrow()
          .leave();
    }
    run();
  }

  @Test
  void clientsWhoComeBackAtOnceDoNotStarveOneWhoWaits() {
    Admission admission = admission(1, 10);
    Ticket running = enter(admission, "a", "a1").orElseThrow();
    enter(admission, "a", "a2");
    enter(admission, "a", "a3");
    Ticket b = enter(admission, "b", "b").orElseThrow();
    Ticket c = enter(admission, "c", "c").orElseThrow();
    running.leave();
    for (int i = 0; i < 10; i++) {
      b.leave();
      b = enter(admission, "b", "b").orElseThrow();
      c.leave();
      c = enter(admission, "c", "c").orElseThrow();
    }
    run();
    assertThat(admitted).contains("a2");
  }

  @Test
  void positionsAreTheOrderInWhichTicketsAreReallyServed() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      admitted.clear();
      Admission admission = admission(1, 100);
      List<Ticket> all = new ArrayList<>();
      Ticket running = enter(admission, "z", "running").orElseThrow();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "t" + i;
        all.add(enter(admission, "c" + random.nextInt(4), name).orElseThrow());
      }
      int gone = random.nextInt(20);
      all.get(gone).leave();
      for (int position = 1; position <= 19; position++) {
        for (int i = 0; i < 20; i++) {
          if (all.get(i).position() == position) {
            expected.add("t" + i);
          }
        }
      }
      run();
      admitted.clear();
      running.leave();
      drain(admission, all);
      assertThat(admitted).isEqualTo(expected).hasSize(19);
    }
  }

  @Test
  void aFullQueueRefusesAndSaysWhenByWhatRequestsTook() {
    Admission admission = admission(2, 1);
    Ticket first = enter(admission, "a", "1").orElseThrow();
    enter(admission, "a", "2");
    now += Duration.ofSeconds(80).toNanos();
    first.leave();
    enter(admission, "a", "3");
    Ticket waiting = enter(admission, "a", "4").orElseThrow();
    assertThat(enter(admission, "b", "5")).isEmpty();
    assertThat(admission.retryAfter()).isEqualTo(Duration.ofSeconds(40));
    assertThat(waiting.estimate()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void withoutAQueueWhoFindsNoSlotIsRefused() {
    Admission admission = admission(1, 0);
    Ticket only = enter(admission, "a", "1").orElseThrow();
    assertThat(enter(admission, "a", "2")).isEmpty();
    only.leave();
    assertThat(enter(admission, "a", "3")).isPresent();
  }

  @Test
  void whoLeavesBeforeHearingOfHisSlotHearsNothingAndTheSlotGoesOn() {
    Admission admission = admission(1, 5);
    Ticket first = enter(admission, "a", "first").orElseThrow();
    enter(admission, "a", "second");
    first.leave();
    run();
    assertThat(admitted).containsExactly("second");
  }

  @Test
  void otherBoundsTakeEffectWithoutLosingATicket() {
    Admission admission = admission(1, 5);
    for (int i = 0; i < 5; i++) {
      enter(admission, "a", "t" + i);
    }
    admission.resize(3, 1);
    run();
    assertThat(admitted).containsExactly("t0", "t1", "t2");
    assertThat(admission.load()).isEqualTo(new Load(3, 2, 3, 1));
    assertThat(enter(admission, "b", "no")).isEmpty();
    admission.resize(1, 5);
    assertThat(admission.load()).isEqualTo(new Load(3, 2, 1, 5));
  }

  @Test
  void whileHaltedNobodyIsAdmittedAndWhoSteppedBackIsFirst() {
    Admission admission = admission(1, 5);
    Ticket first = enter(admission, "a", "a1").orElseThrow();
    enter(admission, "b", "b1");
    run();
    admission.halt();
    first.stepBack();
    enter(admission, "c", "c1");
    assertThat(first.position()).isEqualTo(1);
    run();
    assertThat(admitted).containsExactly("a1", "b1 halted", "a1 halted", "c1 halted");
    admission.resume();
    run();
    // Who is admitted at once need not hear that admission goes on.
    assertThat(admitted.subList(4, 7)).containsExactlyInAnyOrder("b1 resumed", "c1 resumed", "a1");
  }

  @Test
  void theBackgroundRunsWhenNobodyElseWantsTo() {
    Admission admission = admission(1, 5);
    Ticket first = enter(admission, "a", "a1").orElseThrow();
    Ticket back = admission.enterInBackground(posted::add, new Recorded("back"));
    Ticket second = enter(admission, "a", "a2").orElseThrow();
    assertThat(second.position()).isEqualTo(1);
    assertThat(admission.load().waiting()).isEqualTo(1);
    first.leave();
    second.leave();
    run();
    assertThat(admitted).containsExactly("back");
    back.leave();
    assertThat(admission.load().running()).isZero();
  }

  @Test
  void clientsOfOneIpv6NetworkAreOne() throws Exception {
    ClientKey one = ClientKey.of(InetAddress.getByName("2001:db8:1:2:3::4"), "x");
    assertThat(one).isEqualTo(ClientKey.of(InetAddress.getByName("2001:db8:1:2:ffff::1"), "x"));
    assertThat(one).isNotEqualTo(ClientKey.of(InetAddress.getByName("2001:db8:1:3::4"), "x"));
    assertThat(one).isNotEqualTo(ClientKey.of(InetAddress.getByName("2001:db8:1:2:3::4"), "y"));
    assertThat(ClientKey.of(InetAddress.getByName("10.0.0.1"), "").network()).isEqualTo("10.0.0.1");
  }

  @Test
  void noSlotIsLostAmongManyThreads() throws Exception {
    Admission admission = new Admission(3, 10_000, System::nanoTime);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int requests = 4000;
    CountDownLatch done = new CountDownLatch(requests);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < requests; i++) {
      int number = i;
      threads.execute(() -> {
        // A ticket may be admitted before this thread has it in its hands.
        CompletableFuture<Ticket> mine = new CompletableFuture<>();
        mine.complete(admission
            .enter(new ClientKey("c" + number % 7, ""), threads, new Ticket.Listener() {
              @Override
              public void admitted() {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                var unused = mine.thenAcceptAsync(
                    ticket -> {
                      atOnce.decrementAndGet();
                      ticket.leave();
                      done.countDown();
                    },
                    threads);
              }

              @Override
              public void halted() {}

              @Override
              public void resumed() {}
            })
            .orElseThrow());
      });
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(most.get()).isBetween(1, 3);
    assertThat(admission.load()).isEqualTo(new Load(0, 0, 3, 10_000));
  }
}
