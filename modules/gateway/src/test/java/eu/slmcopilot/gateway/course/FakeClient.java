package eu.slmcopilot.gateway.course;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that keeps what it is sent. */
final class FakeClient implements Client {
  final StringBuilder got = new StringBuilder();
  Head head;
  String end = "";
  boolean blocked;

  @Override
  public void begin(Head begun) {
    head = begun;
  }

  @Override
  public void send(ByteBuffer bytes) {
    got.append(StandardCharsets.UTF_8.decode(bytes));
  }

  @Override
  public boolean isBehind() {
    return blocked;
  }

  @Override
  public boolean isBlocked() {
    return blocked;
  }

  @Override
  public void end() {
    end += "end";
  }

  @Override
  public void endWith(Failure failure, boolean withinEvent) {
    end += (withinEvent ? "broken event, " : "") + "error event " + failure.code();
  }

  @Override
  public void refuse(Failure failure) {
    end += failure.status() + " " + failure.code();
  }

  @Override
  public void cut() {
    end += "cut";
  }

  /** What was sent since the last time this was asked. */
  String take() {
    String text = got.toString();
    got.setLength(0);
    return text;
  }
}
