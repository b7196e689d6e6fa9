package eu.slmcopilot.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A JSON body that is sent once: OkHttp would repeat another one after a 503 with Retry-After 0. */
final class OnceBody extends RequestBody {
  private final byte[] json;

  OnceBody(String json) {
    this.json = json.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public MediaType contentType() {
    return MediaType.get("application/json");
  }

  @Override
  public long contentLength() {
    return json.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(json);
  }
}
