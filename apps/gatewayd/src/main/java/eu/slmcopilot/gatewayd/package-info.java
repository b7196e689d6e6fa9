/** The gateway daemon: the settings file becomes a running gateway. */
package eu.slmcopilot.gatewayd;
