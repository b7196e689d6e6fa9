/** Files as the appliance wants them, with owner and mode, written so that a power cut leaves the old or the new whole. */
package eu.slmcopilot.configure.disk;
