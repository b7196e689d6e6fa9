package eu.slmcopilot.validator.check;

/**
 * What a check found; free of secrets.
 *
 * @param name of the check
 * @param requirement its ID in the requirements
 * @param status passed, failed or skipped
 * @param millis how long it took
 * @param detail what was seen
 * @param remedy what to do, empty unless it failed
 */
public record Result(
    String name, String requirement, Status status, long millis, String detail, String remedy) {}
