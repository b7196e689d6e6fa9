package eu.slmcopilot.openai;

/** Hears a streamed answer as it comes, on one thread at a time; exactly one of its two ends is told. */
public interface ChatListener {
  /** The next chunk. The server is not read further while this runs. */
  void chunk(ChatChunk chunk);

  /** The answer is whole. */
  void done();

  /** There is no answer, or no more of it; also told when it was cancelled. */
  void failed(OpenAiException reason);
}
