/**
 * A request's course from its arrival to its end, decided without a socket: when the client is told to wait, what a
 * failure becomes, when to give up. Plain Java: time, engine and client come in as interfaces.
 */
package eu.slmcopilot.gateway.course;
