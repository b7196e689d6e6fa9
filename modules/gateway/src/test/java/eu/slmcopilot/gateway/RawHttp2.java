package eu.slmcopilot.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.protocols.http2.HpackDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An HTTP/2 connection (RFC 9113) that sends whatever frames a test wants. */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** A frame; of {@code HEADERS} the status, else empty. */
  record Frame(int type, int flags, int stream, String status) {}

  private final SSLSocket socket;
  private final DataInputStream in;
  private final HpackDecoder decoder = new HpackDecoder();

  private RawHttp2(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connects and sends the preface, with these settings: identifiers and values by turns. */
  static RawHttp2 connect(Stand stand, int... settings) throws IOException {
    RawHttp2 connection = withoutPreface(stand);
    connection
        .socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    connection.send(SETTINGS, 0, 0, payload.array());
    return connection;
  }

  /** Connects as far as TLS goes. */
  static RawHttp2 withoutPreface(Stand stand) throws IOException {
    SSLSocket socket = stand.unconnected();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawHttp2(socket);
  }

  /** A header block of literal fields, never indexed, never compressed: names and values by turns. */
  static byte[] block(List<String> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.size(); i += 2) {
      block.write(0x10);
      text(block, fields.get(i));
      text(block, fields.get(i + 1));
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  void send(int type, int flags, int stream, byte[] payload) throws IOException {
    socket.getOutputStream().write(frame(type, flags, stream, payload));
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  void write(byte[] frames) throws IOException {
    socket.getOutputStream().write(frames);
  }

  /** The next frame, or null when the connection has ended. */
  Frame next() throws IOException {
    try {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      return new Frame(type, flags, stream, type == HEADERS ? status(payload) : "");
    } catch (java.io.EOFException | java.net.SocketException | javax.net.ssl.SSLException ended) {
      return null;
    }
  }

  private String status(byte[] block) throws IOException {
    String[] status = {""};
    decoder.setHeaderEmitter((name, value, never) -> {
      if (name.toString().equals(":status")) {
        status[0] = value;
      }
    });
    try {
      decoder.decode(ByteBuffer.wrap(block), false);
    } catch (io.undertow.protocols.http2.HpackException e) {
      throw new IOException(e);
    }
    return status[0];
  }

  /** What becomes of a stream: its status, {@code reset}, or {@code closed} for the whole connection. */
  String outcome(int stream) throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.type() == GOAWAY) {
        return "closed";
      }
      if (frame.stream() == stream && frame.type() == RST_STREAM) {
        return "reset";
      }
      if (frame.stream() == stream && frame.type() == HEADERS) {
        return frame.status();
      }
    }
    return "closed";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
