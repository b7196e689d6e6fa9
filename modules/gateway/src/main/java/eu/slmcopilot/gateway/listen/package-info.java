/** The listening sockets, and how many connections they take. */
package eu.slmcopilot.gateway.listen;
