/** What the gateway costs the cores, beside nginx, HAProxy and Caddy in the same minutes. */
package eu.slmcopilot.bench;
