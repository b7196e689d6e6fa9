/** The checks of an endpoint, each with the requirement it proves, and what they need to look at it. */
package eu.slmcopilot.validator.check;
