package eu.slmcopilot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.slmcopilot.openai.ChatChunk;
import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatResponse;
import eu.slmcopilot.openai.ChatStream;
import eu.slmcopilot.openai.Credentials;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiClient;
import eu.slmcopilot.openai.OpenAiException;
import eu.slmcopilot.openai.RetryPolicy;
import eu.slmcopilot.openai.Trust;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [BUILD-03] [INFER-01] The client library says and hears the same with three servers, one of them of another house. */
class ConformanceTest {
  @TempDir
  Path root;

  @Test
  void ourGateway() throws Exception {
    try (Copilot copilot = new Copilot(root);
        InputStream pem = Files.newInputStream(copilot.caFile());
        OpenAiClient client = OpenAiClient.of(copilot.url(""))
            .credentials(Credentials.bearer(Copilot.PASSWORD))
            .trust(Trust.certificates(List.of((X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(pem))))
            .build()) {
      conforms(client);
    }
  }

  @Test
  void ourEngine() throws Exception {
    try (Copilot copilot = new Copilot(root);
        OpenAiClient client =
            OpenAiClient.of(copilot.engineStats().resolve("/")).build()) {
      conforms(client);
    }
  }

  @Test
  void theServerOfLlamaCpp() throws Exception {
    Path model = Program.TOP.resolve(
        "apps/engine/src/main/resources/eu/slmcopilot/engine/demo-3m-q8_0.gguf");
    try (LlamaServer server = LlamaServer.start(root, model);
        OpenAiClient client = OpenAiClient.of(server.uri()).build()) {
      conforms(client);
    }
  }

  private static void conforms(OpenAiClient client) throws Exception {
    String model = client.models().get(0).id();
    ChatRequest request = ChatRequest.to(model, Message.user("Write a class"))
        .maxTokens(12)
        .temperature(0)
        .seed(1)
        .includeUsage()
        .build();
    ChatResponse whole = client.chat(request);
    assertThat(whole.message().role()).isEqualTo("assistant");
    assertThat(whole.message().content()).isNotBlank();
    assertThat(whole.finishReason()).isEqualTo("length");
    assertThat(whole.usage()).hasValueSatisfying(usage -> {
      assertThat(usage.completionTokens()).isEqualTo(12);
      assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + 12);
    });
    streams(client, request, whole);
    leaves(client, model);
    refuses(client, model);
    offersTools(client, model);
  }

  private static void streams(OpenAiClient client, ChatRequest request, ChatResponse whole)
      throws Exception {
    StringBuilder text = new StringBuilder();
    String reason = "";
    int counted = 0;
    try (ChatStream stream = begun(client, request)) {
      while (stream.hasNext()) {
        ChatChunk chunk = stream.next();
        text.append(chunk.content());
        reason = chunk.finishReason().orElse(reason);
        counted = chunk.usage().map(usage -> usage.completionTokens()).orElse(counted);
      }
    }
    assertThat(text.toString().strip()).isEqualTo(whole.message().content().strip());
    assertThat(reason).isEqualTo("length");
    assertThat(counted).isEqualTo(12);
  }

  /** llama.cpp's server hangs up after a stream without saying so before; the client repeats nothing by itself. */
  private static ChatStream begun(OpenAiClient client, ChatRequest request) throws Exception {
    return RetryPolicy.usual().call(() -> {
      ChatStream stream = client.stream(request);
      assertThat(stream.hasNext()).isTrue();
      return stream;
    });
  }

  /** Who comes after one that left is served. */
  private static void leaves(OpenAiClient client, String model) throws Exception {
    ChatRequest endless =
        ChatRequest.to(model, Message.user("Write a book")).maxTokens(700).build();
    try (ChatStream stream = begun(client, endless)) {
      assertThat(stream.hasNext()).isTrue();
    }
    ChatRequest next = ChatRequest.to(model, Message.user("hi")).maxTokens(2).build();
    assertThat(RetryPolicy.usual().call(() -> client.chat(next)).id()).isNotBlank();
  }

  private static void refuses(OpenAiClient client, String model) {
    ChatRequest tooLong =
        ChatRequest.to(model, Message.user("a lot of words ".repeat(40_000))).build();
    OpenAiException refusal = catchThrowableOfType(
        OpenAiException.class, () -> RetryPolicy.usual().call(() -> client.chat(tooLong)));
    assertThat(refusal)
        .isInstanceOfAny(OpenAiException.BadRequest.class, OpenAiException.Unavailable.class)
        .hasMessageContaining("context");
    assertThat(refusal.status()).isGreaterThanOrEqualTo(400);
  }

  private static void offersTools(OpenAiClient client, String model) throws Exception {
    ChatRequest request = ChatRequest.to(model, Message.user("What time is it?"))
        .maxTokens(2)
        .tools(new ObjectMapper()
            .readTree("[{\"type\":\"function\",\"function\":{\"name\":\"clock\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]"))
        .build();
    assertThat(RetryPolicy.usual().call(() -> client.chat(request)).finishReason())
        .isIn("stop", "length", "tool_calls");
  }
}
