package eu.slmcopilot.gateway.admission;

/**
 * What an admission holds at a moment.
 *
 * @param running how many hold a slot
 * @param waiting how many stand in the queue
 * @param slots how many may run
 * @param queueLength how many may wait
 */
public record Load(int running, int waiting, int slots, int queueLength) {}
