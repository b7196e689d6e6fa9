/** The sockets towards the engine: connections kept for the next call, bodies sent, answers read no faster than taken. */
package eu.slmcopilot.gateway.upstream;
