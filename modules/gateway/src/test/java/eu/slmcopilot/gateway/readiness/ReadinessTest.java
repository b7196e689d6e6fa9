package eu.slmcopilot.gateway.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.admission.ClientKey;
import eu.slmcopilot.gateway.admission.Ticket;
import eu.slmcopilot.gateway.course.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** [INFER-05] Ready when, and only when, the engine can answer; found out without disturbing it. */
class ReadinessTest {
  private static final String LOADED = "{\"loaded_models\":[{\"id\":\"other\"},{\"id\":\"m\"}]}";

  private final FakeTime time = new FakeTime();
  private final FakeTime.FakeThread thread = time.thread();
  private final Admission admission = new Admission(1, 5, time::nanos);
  private final Map<Probe.Question, Probe.Answer> answers = new EnumMap<>(Probe.Question.class);
  private final List<Probe.Question> asked = new ArrayList<>();
  private final Readiness readiness = new Readiness(thread, thread, this::answer, admission, "m");

  private void answer(Probe.Question question, Consumer<Probe.Answer> then) {
    asked.add(question);
    Probe.Answer answer = answers.getOrDefault(question, Probe.Answer.none());
    if (answer.status() > 0 || question != Probe.Question.WARM_UP) {
      thread.execute(() -> then.accept(answer));
    }
  }

  private void well() {
    answers.put(Probe.Question.STARTED, new Probe.Answer(200, ""));
    answers.put(Probe.Question.WARM_UP, new Probe.Answer(200, ""));
    answers.put(Probe.Question.LOADED, new Probe.Answer(200, LOADED));
  }

  private void seconds(int seconds) {
    time.pass(Duration.ofSeconds(seconds));
  }

  private static final Ticket.Listener NOBODY = new Ticket.Listener() {
    @Override
    public void admitted() {}

    @Override
    public void halted() {}

    @Override
    public void resumed() {}
  };

  private Ticket running() {
    return admission.enter(new ClientKey("a", ""), thread, NOBODY).orElseThrow();
  }

  @Test
  void anEngineBecomesReadyByStartingAnsweringAndListingItsModel() {
    readiness.start();
    seconds(60);
    assertThat(readiness.state()).isEqualTo(Readiness.State.LOADING);
    assertThat(admission.isHalted()).isTrue();
    asked.clear();
    well();
    seconds(2);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
    assertThat(asked)
        .containsExactly(Probe.Question.STARTED, Probe.Question.WARM_UP, Probe.Question.LOADED);
    assertThat(admission.isHalted()).isFalse();
    assertThat(admission.load().running()).isZero();
    seconds(3600);
    assertThat(asked).hasSize(3);
  }

  @Test
  void anEngineThatSaysItIsStartingIsLeftInPeace() {
    answers.put(Probe.Question.STARTED, new Probe.Answer(503, ""));
    readiness.start();
    seconds(5);
    assertThat(readiness.state()).isEqualTo(Readiness.State.LOADING);
    assertThat(asked).containsOnly(Probe.Question.STARTED);
    assertThat(admission.isHalted()).isTrue();
  }

  @Test
  void anEngineThatDoesNotListTheModelIsNotReady() {
    well();
    answers.put(Probe.Question.LOADED, new Probe.Answer(200, "{\"loaded_models\":[]}"));
    readiness.start();
    seconds(30);
    assertThat(readiness.state()).isNotEqualTo(Readiness.State.READY);
    answers.put(Probe.Question.LOADED, new Probe.Answer(200, LOADED));
    seconds(2);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
    assertThat(asked.stream().filter(one -> one == Probe.Question.WARM_UP)).hasSize(1);
  }

  @Test
  void anEngineThatKnowsNoSystemPathIsAskedForItsModels() {
    well();
    answers.put(Probe.Question.STARTED, new Probe.Answer(404, ""));
    answers.put(Probe.Question.LOADED, new Probe.Answer(404, ""));
    answers.put(Probe.Question.MODELS, new Probe.Answer(200, ""));
    readiness.start();
    seconds(1);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
  }

  @Test
  void untilTheFirstChatIsOverItIsWarming() {
    well();
    answers.remove(Probe.Question.WARM_UP);
    readiness.start();
    seconds(600);
    assertThat(readiness.state()).isEqualTo(Readiness.State.WARMING);
    assertThat(admission.load().running()).isEqualTo(1);
  }

  @Test
  void aRefusedFirstChatIsTriedAgainButNotOften() {
    well();
    answers.put(Probe.Question.WARM_UP, new Probe.Answer(404, ""));
    readiness.start();
    seconds(60);
    assertThat(readiness.state()).isNotEqualTo(Readiness.State.READY);
    assertThat(asked.stream().filter(one -> one == Probe.Question.WARM_UP).count())
        .isBetween(5L, 7L);
    assertThat(admission.load().running()).isZero();
  }

  @Test
  void anEngineAtWorkIsNeverAsked() {
    well();
    Ticket working = running();
    readiness.start();
    seconds(3600);
    assertThat(asked).isEmpty();
    working.leave();
    seconds(2);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
  }

  @Test
  void aServedChatProvesAsMuchAsTheFirstOne() {
    Ticket working = running();
    readiness.start();
    readiness.served(500);
    time.settle();
    assertThat(readiness.state()).isEqualTo(Readiness.State.LOADING);
    readiness.served(200);
    time.settle();
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
    assertThat(asked).isEmpty();
    working.leave();
  }

  @Test
  void aDeadEngineIsKnownByTheRequestThatMetItAndWarmedAnewWhenItIsBack() {
    well();
    readiness.start();
    seconds(1);
    answers.clear();
    asked.clear();
    readiness.unreachable();
    assertThat(admission.isHalted()).isTrue();
    seconds(10);
    assertThat(readiness.state()).isEqualTo(Readiness.State.UNAVAILABLE);
    assertThat(asked).containsOnly(Probe.Question.STARTED);
    well();
    seconds(2);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
    assertThat(asked).contains(Probe.Question.WARM_UP);
  }

  @Test
  void aRefusedWarmUpIsTriedAgainSoonAndThenMoreAndMoreSeldom() {
    well();
    answers.put(Probe.Question.WARM_UP, new Probe.Answer(500, ""));
    readiness.start();
    seconds(8);
    assertThat(asked.stream().filter(Probe.Question.WARM_UP::equals)).hasSize(4);
    seconds(160);
    assertThat(asked.stream().filter(Probe.Question.WARM_UP::equals)).hasSizeBetween(13, 15);
    assertThat(readiness.state()).isNotEqualTo(Readiness.State.READY);
    well();
    seconds(17);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
  }

  @Test
  void aBrokenAnswerIsNoHaltButTheEngineMustProveItselfAnew() {
    well();
    readiness.start();
    seconds(1);
    asked.clear();
    readiness.broken();
    time.settle();
    assertThat(readiness.state()).isEqualTo(Readiness.State.UNAVAILABLE);
    assertThat(admission.isHalted()).isFalse();
    seconds(2);
    assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
    assertThat(asked).contains(Probe.Question.WARM_UP);
  }

  @Test
  void whoeverAsksAfterAnIdleTimeHearsWhatIsTrueNow() {
    well();
    readiness.start();
    seconds(60);
    answers.clear();
    List<Readiness.State> heard = new ArrayList<>();
    readiness.confirm(heard::add);
    readiness.confirm(heard::add);
    time.settle();
    assertThat(heard).containsExactly(Readiness.State.UNAVAILABLE, Readiness.State.UNAVAILABLE);
  }

  @Test
  void askingOftenCostsTheEngineOneQuestionASecondAndNoneWhileItWorks() {
    well();
    readiness.start();
    seconds(60);
    asked.clear();
    for (int i = 0; i < 100; i++) {
      readiness.confirm(state -> assertThat(state).isEqualTo(Readiness.State.READY));
      time.pass(Duration.ofMillis(100));
    }
    assertThat(asked).hasSizeBetween(9, 11).containsOnly(Probe.Question.STARTED);
    asked.clear();
    Ticket working = running();
    readiness.confirm(state -> assertThat(state).isEqualTo(Readiness.State.READY));
    seconds(5);
    assertThat(asked).isEmpty();
    working.leave();
  }

  @Test
  void aClosedOneHaltsNobodyAndLeavesNothing() {
    readiness.start();
    seconds(5);
    readiness.close();
    admission.resume();
    readiness.unreachable();
    seconds(60);
    assertThat(admission.isHalted()).isFalse();
    assertThat(time.alarms()).isEmpty();
  }
}
