/** What is counted and timed, for Prometheus and the access log; knows no socket. */
package eu.slmcopilot.gateway.metrics;
