/** This product's own vocabulary, shared by its apps: variables, settings file, path layout. */
package eu.slmcopilot.appliance;
