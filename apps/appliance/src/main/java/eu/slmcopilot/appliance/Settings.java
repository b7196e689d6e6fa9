package eu.slmcopilot.appliance;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The one file between {@code configure}, which alone writes it, and the gateway, which reads it.
 * It holds no secret.
 *
 * @param listen where the gateway listens
 * @param engine the inference engine behind it
 * @param limits how much the gateway lets in
 * @param chat how chats are treated on their way
 * @param access who may call it from where
 * @param certificate how the public certificate is obtained
 */
public record Settings(
    Listen listen,
    Engine engine,
    Limits limits,
    Chat chat,
    Access access,
    Certificate certificate) {

  /**
   * Listening sockets.
   *
   * @param address the local address, {@code ::} for all
   * @param httpsPort the TLS port, 1 to 65535
   * @param httpPort the plain port that redirects and answers ACME, 1 to 65535
   */
  public record Listen(String address, int httpsPort, int httpPort) {}

  /**
   * The upstream engine.
   *
   * @param upstream its base URL, without {@code /v1}
   * @param model the model id that clients name
   * @param contextSize its context window in tokens
   * @param slots how many requests it works on at once
   */
  public record Engine(URI upstream, String model, int contextSize, int slots) {}

  /**
   * Bounds.
   *
   * @param queueLength how many chats may wait for a slot
   * @param requestsPerMinute requests a minute for each client address, 0 for no limit
   * @param connections how many clients may be connected
   * @param connectionsPerNetwork the same for each IPv4 address or IPv6 /64
   */
  public record Limits(
      int queueLength, int requestsPerMinute, int connections, int connectionsPerNetwork) {
    /** These, with room for 2,048 connections in all and 512 of an office behind one address. */
    public static Limits of(int queueLength, int requestsPerMinute) {
      return new Limits(queueLength, requestsPerMinute, 2048, 512);
    }
  }

  /**
   * Chats on their way.
   *
   * @param sense whether they are mended and checked
   * @param maxTokens the longest answer in tokens, 0 for no cap
   * @param heartbeat what keeps a waiting stream awake: {@code comment}, {@code delta} or {@code off}
   * @param warmUpPrompt the system prompt to read ahead after each start of the engine, may be empty
   */
  public record Chat(boolean sense, int maxTokens, String heartbeat, String warmUpPrompt) {
    private static final List<String> HEARTBEATS = List.of("comment", "delta", "off");

    /** Checks the heartbeat, which is not just any text. */
    public Chat {
      if (!HEARTBEATS.contains(heartbeat)) {
        throw new IllegalArgumentException(
            "the heartbeat must be one of " + HEARTBEATS + ", not " + heartbeat);
      }
    }
  }

  /**
   * Access.
   *
   * @param corsOrigins the browser origins allowed, {@code *} for all
   * @param trustedProxies addresses or CIDR ranges whose {@code X-Forwarded-For} is believed
   */
  public record Access(List<String> corsOrigins, List<String> trustedProxies) {
    /** Copies both lists. */
    public Access {
      corsOrigins = List.copyOf(corsOrigins);
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  /**
   * The public certificate.
   *
   * @param domain the FQDN or public address to obtain one for, empty for the private CA only
   * @param acmeEmail the contact for the ACME account, may be empty
   * @param acmeServer the ACME directory URL, empty for Let's Encrypt
   * @param acmeEabKid the key id of an external account binding, may be empty
   */
  public record Certificate(
      String domain, String acmeEmail, String acmeServer, String acmeEabKid) {}

  /**
   * Reads the settings file.
   *
   * @throws SettingsException when the file is missing, unreadable or not what {@code configure}
   *     writes
   */
  public static Settings read(Path file) {
    try {
      return json().readValue(Files.readAllBytes(file), Settings.class);
    } catch (NoSuchFileException e) {
      throw new SettingsException(
          "There is no settings file at " + file + ": run 'slm-copilot configure' first.", e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String field = e instanceof JsonMappingException at ? " (" + fieldOf(at) + ")" : "";
      throw new SettingsException(
          String.format(
              "The settings file %s is not valid at line %d%s: %s. Run 'slm-copilot configure' to write it anew.",
              file, line, field, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new SettingsException("The settings file " + file + " cannot be read: " + e, e);
    }
  }

  /** The file's text: the same settings always give the same bytes. */
  public String toJson() {
    try {
      return json().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Settings are plain values and must serialise", e);
    }
  }

  private static String fieldOf(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> String.valueOf(step.getFieldName()))
        .collect(joining("."));
  }

  private static ObjectMapper json() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();
  }
}
