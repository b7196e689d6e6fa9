package eu.slmcopilot.report;

/** How a report is written. */
public enum Format {
  /** Sections of {@code key = value}, as the service reports of one-apps are. */
  TEXT,
  /** One JSON object. */
  JSON,
  /** Markdown, for a wiki or a ticket. */
  MARKDOWN
}
