package dev.tidemark.standalone.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The history that a fresh dashboard is given: thin an hour ago, full where live traffic begins, so
 * that a chart shows no step there. Pure.
 *
 * @param seconds how far it reaches back
 * @param maxEvents never more than these
 */
record Backfill(int seconds, int maxEvents) {

    // The number of events is random; this much below the bound, the bound hardly ever cuts.
    private static final double AIM = 0.92;
    private static final double RISING_PART = 0.6;

    /** The events of the time before this second, oldest first. */
    List<TrackRequest> eventsBefore(long epochSecond, TrafficModel model) {
        double mean = meanRate(epochSecond, model);
        double floor = AIM * (1 - RISING_PART) * maxEvents / (seconds * mean);
        double decaySeconds = AIM * RISING_PART * maxEvents / mean;
        List<TrackRequest> events = new ArrayList<>();
        for (int age = seconds; age > 0; age--) {
            double share = Math.min(1, floor + Math.exp(-age / decaySeconds));
            events.addAll(model.eventsOf(epochSecond - age, share));
        }
        return events.subList(Math.max(0, events.size() - maxEvents), events.size());
    }

    private double meanRate(long epochSecond, TrafficModel model) {
        double sum = 0;
        for (int age = seconds; age > 0; age--) {
            sum += model.eventsPerSecond(epochSecond - age);
        }
        return sum / seconds;
    }
}
