/**
 * The embedded engine: an OpenAI-compatible server around llama.cpp for a laptop, CI and tests. It
 * stands where LocalAI stands in the appliance and has its manners.
 */
package eu.slmcopilot.engine;
