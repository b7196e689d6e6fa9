package eu.slmcopilot.gateway.course;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.admission.ClientKey;
import eu.slmcopilot.gateway.admission.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** [INFER-02] [SEC-08] Hours of waiting, heartbeats and failures, on a clock that only we move. */
class CourseTest {
  private final FakeTime time = new FakeTime();
  private final FakeTime.FakeThread thread = time.thread();
  private final Admission admission = new Admission(1, 2, time::nanos);
  private final List<String> outcomes = new ArrayList<>();
  private final List<Run> closed = new ArrayList<>();
  private final List<String> journal = new ArrayList<>();

  private final class Asking {
    final FakeClient client = new FakeClient();
    final FakeEngine engine = new FakeEngine();
    final Course course;
    final Run run;

    Asking(boolean stream) {
      this(stream, Heartbeats.Style.COMMENT);
    }

    Asking(boolean stream, Heartbeats.Style style) {
      course = newCourse(client, thread, stream, style);
      run = new Run(
          new Run.Parts(thread, thread, engine, Patience.defaults(), new Told()),
          stream,
          closed::add);
      run.serve(course);
    }

    Asking enter(String who) {
      if (!run.enter(admission, new ClientKey(who, ""))) {
        course.stop(Failure.queueFull(admission.retryAfter()));
      }
      time.settle();
      return this;
    }
  }

  private final class Told implements Outcome {
    @Override
    public void unreachable() {
      outcomes.add("unreachable");
      admission.halt();
    }

    @Override
    public void broken() {
      outcomes.add("broken");
    }

    @Override
    public void served(int status) {
      outcomes.add("served " + status);
    }
  }

  private final class Noted implements Journal {
    @Override
    public void heartbeat() {
      journal.add("heartbeat");
    }

    @Override
    public void answered() {
      journal.add("answered");
    }

    @Override
    public void left() {
      journal.add("left");
    }
  }

  private Course newCourse(FakeClient client, Timer timer, boolean stream, Heartbeats.Style style) {
    Pulse pulse = style == Heartbeats.Style.DELTA ? Pulse.event("{}") : Pulse.comment();
    return new Course(
        client,
        timer,
        new Course.Manners(Heartbeats.defaults().in(style), pulse, new Noted()),
        stream);
  }

  private void seconds(int seconds) {
    time.pass(Duration.ofSeconds(seconds));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(time.alarms()).isEmpty();
    assertThat(admission.load()).isEqualTo(new Load(0, 0, 1, 2));
  }

  @Test
  void aStreamWithoutAnAnswerIsBegunAfterFiveSecondsAndBeatsEveryTen() {
    Asking one = new Asking(true).enter("a");
    time.pass(Duration.ofMillis(4_999));
    assertThat(one.client.head).isNull();
    seconds(1);
    assertThat(one.client.head.status()).isEqualTo(200);
    assertThat(one.client.head.isEvents()).isTrue();
    assertThat(one.client.head.fields()).doesNotContainKey("x-queue-position");
    assertThat(one.client.take()).isEqualTo(": prefill 5 s\n\n");
    seconds(20);
    assertThat(one.client.take()).isEqualTo(": prefill 15 s\n\n: prefill 25 s\n\n");
    one.engine.answer(FakeEngine.STREAM);
    one.engine.say("data: 1\n\n");
    one.engine.end();
    assertThat(one.client.take()).isEqualTo("data: 1\n\n");
    assertThat(one.client.end).isEqualTo("end");
    assertThat(outcomes).containsExactly("served 200");
    assertThat(journal).containsExactly("heartbeat", "heartbeat", "heartbeat", "answered");
  }

  @Test
  void aClientThatLeavesIsNotedOnce() {
    Asking one = new Asking(true).enter("a");
    one.course.gone();
    one.course.gone();
    time.settle();
    assertThat(journal).containsExactly("left");
  }

  @Test
  void anAnswerWithinFiveSecondsPassesAsItIs() {
    Asking one = new Asking(true).enter("a");
    seconds(4);
    Head refusal = new Head(404, Map.of("content-type", "application/json"));
    one.engine.answer(refusal);
    one.engine.say("{}");
    seconds(60);
    one.engine.end();
    assertThat(one.client.head).isEqualTo(refusal);
    assertThat(one.client.take()).isEqualTo("{}");
    assertThat(one.client.end).isEqualTo("end");
  }

  @Test
  void whoWaitsHearsHisPositionAndTheTimeItTakes() {
    Asking first = new Asking(true).enter("a");
    Asking second = new Asking(true).enter("b");
    Asking third = new Asking(true).enter("b");
    seconds(5);
    assertThat(second.client.head.fields()).containsEntry("x-queue-position", "1");
    assertThat(third.client.head.fields()).containsEntry("x-queue-position", "2");
    assertThat(third.client.take()).isEqualTo(": waiting, position 2, about 120 s\n\n");
    seconds(25);
    first.engine.answer(FakeEngine.STREAM);
    first.engine.end();
    time.settle();
    assertThat(second.engine.sent).isEqualTo(1);
    third.client.take();
    seconds(10);
    assertThat(third.client.take()).isEqualTo(": waiting, position 1, about 30 s\n\n");
    second.course.gone();
    third.course.gone();
  }

  @Test
  void silenceWithinAStreamIsFilledButOnlyBetweenEvents() {
    Asking one = new Asking(true).enter("a");
    one.engine.answer(FakeEngine.STREAM);
    one.engine.say("data: 1\n\n");
    seconds(10);
    assertThat(one.client.take()).isEqualTo("data: 1\n\n: still working\n\n");
    one.engine.say("data: ha");
    seconds(120);
    assertThat(one.client.take()).isEqualTo("data: ha");
    one.engine.say("lf\n\n");
    seconds(9);
    assertThat(one.client.take()).isEqualTo("lf\n\n");
    seconds(5);
    assertThat(one.client.take()).isEqualTo(": still working\n\n");
    one.engine.end();
  }

  @Test
  void aStreamThatKeepsComingIsNeverInterruptedHoweverLongItTakes() {
    Asking one = new Asking(true).enter("a");
    one.engine.answer(FakeEngine.STREAM);
    for (int second = 0; second < 10 * 3600; second += 9) {
      one.engine.say("data: x\n\n");
      seconds(9);
    }
    one.engine.end();
    assertThat(one.client.take()).isEqualTo("data: x\n\n".repeat(4000));
    assertThat(one.client.end).isEqualTo("end");
  }

  @Test
  void anEngineSilentForTenMinutesIsGivenUpWithAnErrorEvent() {
    Asking one = new Asking(true).enter("a");
    one.engine.answer(FakeEngine.STREAM);
    one.engine.say("data: 1\n\ndata: ");
    seconds(599);
    assertThat(one.client.end).isEmpty();
    seconds(1);
    assertThat(one.client.end).isEqualTo("broken event, error event engine_silent");
    assertThat(one.engine.cancelled).isEqualTo(1);
  }

  @Test
  void aPromptMayTakeLongerThanTenMinutesButNotForEver() {
    Asking one = new Asking(true).enter("a");
    seconds(3599);
    assertThat(one.client.end).isEmpty();
    seconds(1);
    assertThat(one.client.end).isEqualTo("error event engine_silent");
    Asking whole = new Asking(false).enter("a");
    seconds(3600);
    assertThat(whole.client.end).isEqualTo("504 engine_silent");
  }

  @Test
  void hoursInTheQueueEndNothing() {
    Asking first = new Asking(true).enter("a");
    first.engine.answer(FakeEngine.STREAM);
    Asking second = new Asking(false).enter("b");
    for (int i = 0; i < 8 * 60; i++) {
      first.engine.say("data: x\n\n");
      seconds(60);
    }
    first.engine.end();
    time.settle();
    assertThat(second.client.end).isEmpty();
    second.engine.answer(FakeEngine.JSON);
    second.engine.say("{}");
    second.engine.end();
    assertThat(second.client.take()).isEqualTo("{}");
  }

  @Test
  void aRefusalAfterTheStreamHasBegunBecomesAnErrorEvent() {
    Asking one = new Asking(true).enter("a");
    seconds(6);
    one.engine.answer(new Head(500, Map.of("content-type", "application/json")));
    one.engine.say("{\"error\":{\"message\":\"no\"}}");
    one.engine.end();
    assertThat(one.client.end).isEqualTo("error event engine_refused");
    assertThat(one.client.got).doesNotContain("no");
  }

  @Test
  void anEngineThatBreaksOffIsToldInTheFormThatIsStillPossible() {
    Asking early = new Asking(true).enter("a");
    early.engine.breakOff();
    assertThat(early.client.end).isEqualTo("502 engine_failed");
    Asking begun = new Asking(true).enter("a");
    seconds(5);
    begun.engine.breakOff();
    assertThat(begun.client.end).isEqualTo("error event engine_failed");
    Asking whole = new Asking(false).enter("a");
    whole.engine.answer(FakeEngine.JSON);
    whole.engine.breakOff();
    assertThat(whole.client.end).isEqualTo("cut");
    assertThat(outcomes).containsExactly("broken", "broken", "broken");
  }

  @Test
  void aRequestForNoStreamGetsNoByteBeforeItsAnswer() {
    Asking one = new Asking(false).enter("a");
    seconds(1800);
    assertThat(one.client.head).isNull();
    one.engine.answer(FakeEngine.JSON);
    one.engine.end();
    assertThat(one.client.head).isEqualTo(FakeEngine.JSON);
  }

  @ParameterizedTest
  @EnumSource(Heartbeats.Style.class)
  void theStyleIsAsSet(Heartbeats.Style style) {
    Asking one = new Asking(true, style).enter("a");
    seconds(5);
    assertThat(one.client.take())
        .isEqualTo(
            switch (style) {
              case COMMENT -> ": prefill 5 s\n\n";
              case DELTA -> "data: {}\n\n";
              case OFF -> "";
            });
    assertThat(one.client.head == null).isEqualTo(style == Heartbeats.Style.OFF);
    one.course.gone();
  }

  @Test
  void aFullQueueIs429() {
    Asking first = new Asking(true).enter("a");
    Asking second = new Asking(true).enter("a");
    Asking third = new Asking(true).enter("a");
    Asking refused = new Asking(true).enter("b");
    assertThat(refused.client.end).isEqualTo("429 queue_full");
    List.of(first, second, third).forEach(one -> one.course.gone());
  }

  @Test
  void whoLeavesTheQueueOrThePrefillOrTheStreamFreesWhatHeHeld() {
    Asking streaming = new Asking(true).enter("a");
    Asking waiting = new Asking(true).enter("a");
    Asking next = new Asking(true).enter("a");
    streaming.engine.answer(FakeEngine.STREAM);
    waiting.course.gone();
    assertThat(admission.load().waiting()).isEqualTo(1);
    assertThat(waiting.engine.sent).isZero();
    streaming.course.gone();
    assertThat(streaming.engine.cancelled).isEqualTo(1);
    time.settle();
    assertThat(next.engine.sent).isEqualTo(1);
    next.course.gone();
    assertThat(next.engine.cancelled).isEqualTo(1);
    assertThat(next.run.state()).isEqualTo(Run.State.GONE);
    assertThat(closed).containsExactly(streaming.run, waiting.run, next.run);
  }

  @Test
  void aStreamWaitsForAnEngineThatStartsAndIsFirstWhenItHas() {
    Asking one = new Asking(true);
    one.engine.reachable = false;
    one.enter("a");
    Asking whole = new Asking(false).enter("b");
    assertThat(outcomes).containsExactly("unreachable");
    assertThat(whole.client.end).isEqualTo("503 engine_unavailable");
    Asking later = new Asking(true).enter("c");
    seconds(5);
    assertThat(one.client.take()).isEqualTo(": model loading\n\n");
    seconds(600);
    one.engine.reachable = true;
    admission.resume();
    time.settle();
    assertThat(one.engine.sent).isEqualTo(2);
    assertThat(later.engine.sent).isZero();
    one.engine.answer(FakeEngine.STREAM);
    one.engine.end();
    time.settle();
    assertThat(one.client.end).isEqualTo("end");
    assertThat(later.engine.sent).isEqualTo(1);
    later.course.gone();
  }

  @Test
  void anEngineThatDoesNotStartIsWaitedForAQuarterOfAnHour() {
    Asking one = new Asking(true);
    one.engine.reachable = false;
    one.enter("a");
    seconds(899);
    assertThat(one.client.end).isEmpty();
    seconds(1);
    assertThat(one.client.end).isEqualTo("error event engine_unavailable");
  }

  @Test
  void aSlowClientStopsTheReadingAndItsSlownessIsNotTheEnginesSilence() {
    Asking one = new Asking(true).enter("a");
    one.engine.answer(FakeEngine.STREAM);
    one.client.blocked = true;
    one.engine.say("data: 1\n\n");
    assertThat(one.engine.paused).isTrue();
    seconds(599);
    one.client.blocked = false;
    one.course.drained();
    assertThat(one.engine.paused).isFalse();
    seconds(500);
    assertThat(one.client.end).isEmpty();
    one.engine.end();
    assertThat(one.client.end).isEqualTo("end");
  }

  @Test
  void whatIsStoppedFromOutsideIsToldWhy() {
    Asking one = new Asking(true).enter("a");
    one.course.stop(Failure.stopping());
    assertThat(one.client.end).isEqualTo("503 gateway_stopping");
    assertThat(one.engine.cancelled).isEqualTo(1);
  }

  @Test
  void anIdenticalRequestSharesTheRunWhileNothingWasAnswered() {
    Asking first = new Asking(true).enter("a");
    FakeTime.FakeThread other = time.thread();
    FakeClient second = new FakeClient();
    seconds(60);
    first.client.take();
    Course joined = newCourse(second, other, true, Heartbeats.Style.COMMENT);
    first.run.join(joined, other, () -> second.end = "too late");
    seconds(10);
    assertThat(second.take()).isEqualTo(": prefill 65 s\n\n");
    first.course.gone();
    assertThat(first.engine.cancelled).isZero();
    first.engine.answer(FakeEngine.STREAM);
    first.engine.say("data: 1\n\n");
    first.engine.end();
    time.settle();
    assertThat(second.take()).endsWith("data: 1\n\n");
    assertThat(second.end).isEqualTo("end");
    assertThat(first.engine.sent).isEqualTo(1);
  }

  @Test
  void theRunEndsWhenAllWhoShareItHaveGoneAndPausesForTheSlowestOfThem() {
    Asking first = new Asking(true).enter("a");
    FakeTime.FakeThread other = time.thread();
    FakeClient second = new FakeClient();
    Course joined = newCourse(second, other, true, Heartbeats.Style.COMMENT);
    first.run.join(joined, other, () -> second.end = "too late");
    time.settle();
    first.engine.answer(FakeEngine.STREAM);
    second.blocked = true;
    first.engine.say("data: 1\n\n");
    time.settle();
    assertThat(first.engine.paused).isTrue();
    first.course.gone();
    assertThat(first.engine.cancelled).isZero();
    joined.gone();
    time.settle();
    assertThat(first.engine.cancelled).isEqualTo(1);
  }

  @Test
  void aSlowOneWhoLeavesHoldsNobodyUp() {
    Asking first = new Asking(true).enter("a");
    FakeTime.FakeThread other = time.thread();
    FakeClient second = new FakeClient();
    Course joined = newCourse(second, other, true, Heartbeats.Style.COMMENT);
    first.run.join(joined, other, () -> second.end = "too late");
    time.settle();
    first.engine.answer(FakeEngine.STREAM);
    second.blocked = true;
    first.engine.say("data: 1\n\n");
    time.settle();
    joined.gone();
    time.settle();
    assertThat(first.engine.paused).isFalse();
    first.engine.end();
    assertThat(first.client.end).isEqualTo("end");
  }

  @Test
  void bytesUnderwayToAnotherThreadCountAsUntaken() {
    Asking first = new Asking(true).enter("a");
    FakeTime.FakeThread other = time.thread();
    FakeClient second = new FakeClient();
    Course joined = newCourse(second, other, true, Heartbeats.Style.COMMENT);
    first.run.join(joined, other, () -> second.end = "too late");
    time.settle();
    first.engine.answer(FakeEngine.STREAM);
    for (int i = 0; i < 5; i++) {
      first.engine.say("x".repeat(16 << 10));
    }
    assertThat(first.engine.paused).isTrue();
    time.settle();
    assertThat(first.engine.paused).isFalse();
    first.engine.end();
    time.settle();
    assertThat(second.take()).hasSize(5 * (16 << 10));
  }

  @Test
  void whoComesWhenTheAnswerHasBegunMustGoHisOwnWay() {
    Asking first = new Asking(true).enter("a");
    first.engine.answer(FakeEngine.STREAM);
    FakeTime.FakeThread other = time.thread();
    FakeClient second = new FakeClient();
    Course late = newCourse(second, other, true, Heartbeats.Style.OFF);
    first.run.join(late, other, () -> second.end = "too late");
    time.settle();
    assertThat(second.end).isEqualTo("too late");
    late.gone();
    first.engine.end();
    time.settle();
  }
}
