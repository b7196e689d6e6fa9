/** The tool {@code slm-copilot}, which turns a VM's context into the files its services read. */
package eu.slmcopilot.configure;
