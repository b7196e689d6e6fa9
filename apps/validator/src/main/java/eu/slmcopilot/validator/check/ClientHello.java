package eu.slmcopilot.validator.check;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The first message of a TLS client (RFC 5246, 7.4.1.2), made by hand: today's Java would not offer what has to be refused.
 *
 * @param version the highest version offered, such as 0x0301 for TLS 1.0
 * @param suites the cipher suites offered, by IANA's numbers
 */
record ClientHello(int version, List<Integer> suites) {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int RANDOM = 32;

  /** The record as it goes over the wire. */
  byte[] bytes() throws IOException {
    byte[] body = body();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(HANDSHAKE);
    out.writeShort(0x0301);
    out.writeShort(body.length + 4);
    out.writeByte(CLIENT_HELLO);
    out.writeByte(0);
    out.writeShort(body.length);
    out.write(body);
    return bytes.toByteArray();
  }

  private byte[] body() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(version);
    // No secret is ever made from it: the handshake ends with the server's answer.
    out.write(new byte[RANDOM]);
    out.writeByte(0);
    out.writeShort(2 * suites.size());
    for (int suite : suites) {
      out.writeShort(suite);
    }
    out.writeByte(1);
    out.writeByte(0);
    byte[] extensions = extensions();
    out.writeShort(extensions.length);
    out.write(extensions);
    return bytes.toByteArray();
  }

  /** Curves, point format and signatures: without them a server might refuse for another reason. */
  private static byte[] extensions() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    shorts(out, 10, 0x0017, 0x0018, 0x001d);
    out.writeShort(11);
    out.writeShort(2);
    out.writeShort(0x0100);
    shorts(out, 13, 0x0403, 0x0401, 0x0804, 0x0203, 0x0201);
    return bytes.toByteArray();
  }

  private static void shorts(DataOutputStream out, int extension, int... values)
      throws IOException {
    out.writeShort(extension);
    out.writeShort(2 * values.length + 2);
    out.writeShort(2 * values.length);
    for (int value : values) {
      out.writeShort(value);
    }
  }
}
