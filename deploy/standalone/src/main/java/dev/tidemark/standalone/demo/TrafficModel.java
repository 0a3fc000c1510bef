package dev.tidemark.standalone.demo;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The events of a made-up shop, second by second.
 *
 * <p>Pure: the same seed, second and share always give the same events with the same ids, so a
 * second that is sent twice has the same ids. Immutable.
 */
final class TrafficModel {

    // With all of Rhythm's swings, 20 to 60 a second.
    private static final double EVENTS_PER_SECOND = 36;

    private final String idPrefix;
    private final Rhythm rhythm;

    /**
     * A shop.
     *
     * @param zone whose hours of the day it keeps
     */
    TrafficModel(long seed, ZoneId zone) {
        this.idPrefix = "demo-" + Long.toHexString(seed) + "-";
        this.rhythm = new Rhythm(seed, zone);
    }

    /** How many events this second has on average. */
    double eventsPerSecond(long epochSecond) {
        return EVENTS_PER_SECOND * rhythm.factor(epochSecond);
    }

    /**
     * The events of one second, in the order of their timestamps.
     *
     * @param share about how much of the second's traffic, from 0 to 1
     */
    List<TrackRequest> eventsOf(long epochSecond, double share) {
        SplittableRandom random = rhythm.random(4, epochSecond);
        double rate = eventsPerSecond(epochSecond) * share;
        boolean burst = rhythm.burst(epochSecond);
        List<TrackRequest> events = new ArrayList<>();
        // Gaps of this distribution are what independent visitors make.
        double at = gap(random, rate);
        while (at < 1) {
            String id = idPrefix + epochSecond + "-" + events.size();
            long timestampMs = epochSecond * 1000 + (long) (at * 1000);
            events.add(EventMix.pick(random, burst, id, timestampMs));
            at += gap(random, rate);
        }
        return events;
    }

    private static double gap(SplittableRandom random, double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }
}
