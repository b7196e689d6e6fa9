package eu.slmcopilot.validator;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the process has around it.
 *
 * @param environment a variable's value
 * @param secret asks a person without showing what is typed; empty without a terminal
 * @param out for the report
 * @param err for progress and complaints
 * @param terminal whether a person reads it as it comes
 * @param colour whether it may be coloured
 * @param clock the time
 */
record Surroundings(
    Function<String, Optional<String>> environment,
    Function<String, Optional<String>> secret,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    boolean colour,
    Clock clock) {}
