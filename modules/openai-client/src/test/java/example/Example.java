package example;

import eu.slmcopilot.openai.ChatRequest;
import eu.slmcopilot.openai.ChatStream;
import eu.slmcopilot.openai.Credentials;
import eu.slmcopilot.openai.Message;
import eu.slmcopilot.openai.OpenAiClient;
import eu.slmcopilot.openai.OpenAiException;
import java.io.PrintStream;
import java.net.URI;

class Example {
  static void haiku(URI server, String apiKey, PrintStream out) throws OpenAiException {
    try (OpenAiClient client =
            OpenAiClient.of(server).credentials(Credentials.bearer(apiKey)).build();
        ChatStream answer =
            client.stream(ChatRequest.to("devstral-small-2", Message.user("A haiku about Java"))
                .build())) {
      while (answer.hasNext()) {
        out.print(answer.next().content());
      }
    }
  }
}
