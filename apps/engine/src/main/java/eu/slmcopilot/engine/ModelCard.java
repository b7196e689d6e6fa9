package eu.slmcopilot.engine;

/**
 * What the engine says of itself.
 *
 * @param id the model id that clients name
 * @param demonstration whether it is the built-in model, whose answers mean nothing
 * @param file the model file's name
 * @param created when the engine started, in seconds since 1970
 */
record ModelCard(String id, boolean demonstration, String file, long created) {

  String owner() {
    return demonstration ? "slm-copilot-demonstration" : "local-file";
  }

  String description() {
    return demonstration
        ? "Demonstration model of 3 million parameters: Java-shaped text without meaning, to prove the path from"
            + " editor to engine. Not a copilot."
        : "Served from " + file + " by the embedded engine.";
  }

  String fingerprint() {
    return demonstration ? "embedded-engine-demonstration-model" : "embedded-engine";
  }
}
