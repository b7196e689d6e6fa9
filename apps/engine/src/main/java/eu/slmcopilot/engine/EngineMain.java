package eu.slmcopilot.engine;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;

/** Starts the engine as a program: exit code 0 when stopped, 1 on failure, 2 on wrong usage. */
public final class EngineMain {
  private EngineMain() {}

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    // halt, not exit, everywhere: llama.cpp leaves a thread behind that keeps exit from ending.
    EngineCommand command = new EngineCommand(() -> Runtime.getRuntime().halt(134));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(command)));
    int code = new CommandLine(command)
        .setExecutionExceptionHandler(EngineMain::explain)
        .execute(arguments);
    Runtime.getRuntime().halt(code);
  }

  private static void stop(EngineCommand command) {
    try {
      command.stop();
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult arguments)
      throws Exception {
    if (failure instanceof EngineFailure) {
      line.getErr().println("engine: " + failure.getMessage());
      return 1;
    }
    throw failure;
  }
}
