/**
 * The context of an OpenNebula VM as typed values, for any appliance.
 *
 * <p>{@link eu.slmcopilot.context.Context} holds what OpenNebula delivered, byte for byte; a {@link
 * eu.slmcopilot.context.Declaration} says which variables an appliance understands and turns the
 * one into {@link eu.slmcopilot.context.Values}, with every problem named at once. Nothing here
 * executes, expands or looks anything up. JDK only.
 */
package eu.slmcopilot.context;
