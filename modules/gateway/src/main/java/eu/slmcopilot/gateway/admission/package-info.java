/** Who may use the engine now and who waits: slots, a bounded queue, fairness. Plain Java, no sockets. */
package eu.slmcopilot.gateway.admission;
