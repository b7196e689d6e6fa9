package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;

/** Where an answer goes. Used by one thread; an IOException means that the client is gone. */
interface Answer {

  /** Text, as it is made. */
  void text(String text) throws IOException;

  /** Calls of tools, in the shape of OpenAI's {@code tool_calls}. */
  void toolCalls(ArrayNode calls) throws IOException;

  /** The end; nothing comes after it. */
  void finish(String reason, Usage usage) throws IOException;

  /** The end in an error: an error answer, or an error event when bytes are already out. */
  void fail(ApiError error) throws IOException;
}
