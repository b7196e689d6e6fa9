package eu.slmcopilot.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

/** The receiver of a stream [INFER-02]. */
class ChatEventsTest {
  @Test
  void aReceiverIsFreeOnceItsReaderHasLeft() throws Exception {
    ChatEvents events =
        new ChatEvents(new Failures(HttpUrl.get("http://localhost/v1"), Clock.systemUTC()));
    Thread receiver = new Thread(() -> {
      // As OkHttp goes on delivering what an HTTP/2 connection had received before it was
      // cancelled.
      for (int i = 0; i < 10_000; i++) {
        events.onEvent(null, null, null, "{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}");
      }
    });
    receiver.start();
    assertThat(events.pieces().poll(10, TimeUnit.SECONDS)).isNotNull();
    events.close();
    receiver.join(10_000);
    assertThat(receiver.isAlive()).isFalse();
  }
}
