package eu.slmcopilot.gateway.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;

/** Sends a request's body to the engine as fast as the engine takes it. */
public final class BodySender {
  private final ByteBuffer body;
  private final Consumer<IOException> failed;

  private BodySender(byte[] body, Consumer<IOException> failed) {
    this.body = ByteBuffer.wrap(body);
    this.failed = failed;
  }

  /** Starts to send, on the channel's I/O thread; an empty body has been sent with the head. */
  static void send(byte[] body, StreamSinkChannel channel, Consumer<IOException> failed) {
    if (body.length > 0) {
      new BodySender(body, failed).drain(channel);
    }
  }

  private void drain(StreamSinkChannel channel) {
    try {
      while (body.hasRemaining()) {
        if (channel.write(body) == 0) {
          channel.getWriteSetter().set(this::drain);
          channel.resumeWrites();
          return;
        }
      }
      channel.shutdownWrites();
      if (channel.flush()) {
        channel.suspendWrites();
        return;
      }
      channel
          .getWriteSetter()
          .set(ChannelListeners.flushingChannelListener(null, (sink, e) -> failed.accept(e)));
      channel.resumeWrites();
    } catch (IOException e) {
      failed.accept(e);
    }
  }
}
