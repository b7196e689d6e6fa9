/** The validator: is this endpoint really serving? Its checks are in {@code eu.slmcopilot.validator.check}. */
package eu.slmcopilot.validator;
