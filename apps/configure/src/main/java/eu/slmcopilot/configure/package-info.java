/**
 * {@code slm-copilot}, which the one-apps hooks call and people ask.
 *
 * <p>Where things are: a command is a {@code ...Command}, and thin; files as they should be are a {@code Plan}, made so by
 * {@code Applier} through the package {@code disk}; what LocalAI gets is in {@code LocalAi} and {@code EngineMemory}; units
 * are told through the package {@code systemd}; how the appliance is doing is found out by {@code Survey}; what is wrong and what to do
 * about it by the package {@code doctor}.
 */
package eu.slmcopilot.configure;
