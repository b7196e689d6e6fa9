/** Whether the engine can really answer: found out without ever asking it while it works. */
package eu.slmcopilot.gateway.readiness;
