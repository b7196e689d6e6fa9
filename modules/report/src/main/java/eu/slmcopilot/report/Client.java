package eu.slmcopilot.report;

import java.util.Locale;

/** A program that can use the endpoint, and that there is a guide for. */
public enum Client {
  /** The extension for VS Code. */
  CLINE("Cline in VS Code"),
  /** The same agent in a terminal. */
  CLINE_CLI("Cline on the command line"),
  /** Extensions for VS Code and JetBrains, and a command line. */
  CONTINUE("Continue, in VS Code, JetBrains and a terminal"),
  /** The plugin of JetBrains' own. */
  JETBRAINS("JetBrains AI Assistant"),
  /** An agent in a terminal. */
  OPENCODE("OpenCode"),
  /** An agent in a terminal. */
  QWEN_CODE("Qwen Code"),
  /** An editor. */
  ZED("Zed"),
  /** Pair programming in a terminal. */
  AIDER("aider"),
  /** An agent in a browser or a terminal. */
  OPENHANDS("OpenHands"),
  /** By hand. */
  CURL("curl"),
  /** Own programs. */
  PYTHON("Python, package openai"),
  /** Own programs. */
  NODE("Node, package openai");

  private final String title;

  Client(String title) {
    this.title = title;
  }

  /** The name that a person types, such as {@code cline-cli}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }
}
