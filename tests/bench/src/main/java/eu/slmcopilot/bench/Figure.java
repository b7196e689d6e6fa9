package eu.slmcopilot.bench;

/** What is measured of each front. */
enum Figure {
  START("start to first 200", "ms"),
  COLD("CPU a chunk, first 8,000", "us"),
  CHUNK_20("CPU a chunk, 20 streams x 40/s", "us"),
  CHUNK_100("CPU a chunk, 100 streams x 20/s", "us"),
  LATENCY_50("added latency a chunk, p50", "us"),
  LATENCY_99("added latency a chunk, p99", "us"),
  REQUEST("CPU a small request, keep-alive", "us"),
  HANDSHAKE("CPU a full TLS 1.3 handshake", "us"),
  IDLE("resident memory, idle", "MiB"),
  STREAMS("memory for 1,000 more idle streams", "MiB"),
  MANY_LOST("5,000 streams at once: lost", ""),
  MANY_99("5,000 streams at once: added latency, p99", "us");

  final String label;
  final String unit;

  Figure(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }
}
