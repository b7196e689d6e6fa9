package eu.slmcopilot.gateway;

import eu.slmcopilot.gateway.admission.Admission;
import eu.slmcopilot.gateway.course.Run;
import eu.slmcopilot.gateway.edge.Draining;
import eu.slmcopilot.gateway.metrics.InferenceMetrics;
import java.util.Map;

/**
 * What outlives a change of settings.
 *
 * @param admission whose turn it is
 * @param joinable the runs that a retry can still join, whatever settings they began under
 * @param draining what is under way
 * @param metrics of the engine's work
 * @param unsent what slow clients have not taken yet
 */
record Shared(
    Admission admission,
    Map<Fingerprint, Run> joinable,
    Draining draining,
    InferenceMetrics metrics,
    Unsent unsent) {}
