/** The units, as systemd has them: what they do now, and telling them to do something else. */
package eu.slmcopilot.configure.systemd;
