/** Writes what OpenNebula's two repositories want to have of an appliance, from the files of this project. */
package eu.slmcopilot.marketplace;
