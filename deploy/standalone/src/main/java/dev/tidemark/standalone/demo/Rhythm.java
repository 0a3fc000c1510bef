package dev.tidemark.standalone.demo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.SplittableRandom;

/**
 * How busy a made-up shop is at a given second, and when it is in trouble.
 *
 * <p>Pure: the same seed and second always give the same answer. Immutable.
 */
final class Rhythm {

    private static final double DAILY_SWING = 0.22;
    private static final double BUSIEST_HOUR = 15;
    private static final double SLOW_SWING = 0.15;
    private static final double SLOW_PERIOD_SECONDS = 420;
    private static final double QUICK_SWING = 0.07;
    private static final double QUICK_PERIOD_SECONDS = 187;
    private static final double NOISE = 0.06;
    private static final long NOISE_SLOT_SECONDS = 10;
    private static final long BURST_SLOT_SECONDS = 240;
    private static final int MIN_BURST_SECONDS = 20;
    private static final int MAX_BURST_SECONDS = 60;

    // Odd, and not the step of SplittableRandom: neighbouring slots would share their sequence.
    private static final long SLOT_STEP = 0xD1342543DE82EF95L;

    private final long seed;
    private final ZoneId zone;

    Rhythm(long seed, ZoneId zone) {
        this.seed = seed;
        this.zone = zone;
    }

    /** Busyness around 1: hour of day, waves of some minutes, noise. */
    double factor(long epochSecond) {
        return daily(epochSecond) * wave(epochSecond) * noise(epochSecond);
    }

    /** The part of {@link #factor} that the hour of the day decides. */
    double daily(long epochSecond) {
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
        double hour = time.toSecondOfDay() / 3600.0;
        return 1 + DAILY_SWING * Math.cos(2 * Math.PI * (hour - BUSIEST_HOUR) / 24);
    }

    /** Whether errors burst at this second. */
    boolean burst(long epochSecond) {
        SplittableRandom random = random(1, Math.floorDiv(epochSecond, BURST_SLOT_SECONDS));
        int length = random.nextInt(MIN_BURST_SECONDS, MAX_BURST_SECONDS + 1);
        long start = random.nextLong(BURST_SLOT_SECONDS - length);
        long at = Math.floorMod(epochSecond, BURST_SLOT_SECONDS);
        return at >= start && at < start + length;
    }

    /** The randomness of one slot of time, for one purpose. */
    SplittableRandom random(int purpose, long slot) {
        return new SplittableRandom((seed + purpose * 0x5851F42D4C957F2DL) ^ (slot * SLOT_STEP));
    }

    private double wave(long epochSecond) {
        double phase = random(2, 0).nextDouble() * 2 * Math.PI;
        return 1
                + SLOW_SWING * Math.sin(2 * Math.PI * epochSecond / SLOW_PERIOD_SECONDS + phase)
                + QUICK_SWING * Math.sin(2 * Math.PI * epochSecond / QUICK_PERIOD_SECONDS);
    }

    private double noise(long epochSecond) {
        SplittableRandom random = random(3, Math.floorDiv(epochSecond, NOISE_SLOT_SECONDS));
        return 1 + NOISE * (2 * random.nextDouble() - 1);
    }
}
