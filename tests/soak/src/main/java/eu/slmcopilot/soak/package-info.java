/**
 * A day of a small team in front of one slow engine, scaled into minutes: by way of our gateway, of nginx and of Caddy,
 * with the same developers, habits and accidents.
 */
package eu.slmcopilot.soak;
