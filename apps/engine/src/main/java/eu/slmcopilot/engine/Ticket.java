package eu.slmcopilot.engine;

/**
 * One chat's place: in the queue, then in a slot, or gone. Decides who counts a chat whose client
 * leaves at the very moment its turn comes. Thread-safe.
 */
final class Ticket {
  private enum Place {
    QUEUE,
    SLOT,
    GONE
  }

  private final EngineStats stats;
  private final Departure departure = new Departure();
  private Place place = Place.QUEUE;

  /** Joins the queue. */
  Ticket(EngineStats stats) {
    this.stats = stats;
    stats.queued();
  }

  Departure client() {
    return departure;
  }

  /** The client left, wherever the chat is. */
  synchronized void clientLeft() {
    departure.happened();
    if (place == Place.QUEUE) {
      place = Place.GONE;
      stats.leftTheQueue();
    }
  }

  /** The turn has come; false when nobody waits for it any more. */
  synchronized boolean takeSlot(int promptTokens) {
    if (place == Place.QUEUE) {
      place = Place.SLOT;
      stats.started(promptTokens);
    }
    return place == Place.SLOT;
  }

  /** The slot is free again. */
  synchronized void leaveSlot(boolean whole) {
    place = Place.GONE;
    stats.ended(whole);
  }
}
