/** What a person would check when the appliance does not do as it should, each with what to do. */
package eu.slmcopilot.configure.doctor;
