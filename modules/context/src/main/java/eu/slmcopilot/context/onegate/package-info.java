/**
 * What a VM tells OpenNebula about itself: attributes of its user template, by OneGate's REST interface. JDK only.
 */
package eu.slmcopilot.context.onegate;
