package dev.tidemark.standalone.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/** Picks from a list so that the n-th is picked about 1/n as often as the first. Immutable. */
final class Zipf {

    private final List<String> items;
    private final double[] cumulative;

    Zipf(List<String> items) {
        this.items = List.copyOf(items);
        this.cumulative = new double[items.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    String pick(RandomGenerator random) {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int i = 0;
        while (cumulative[i] < at) {
            i++;
        }
        return items.get(i);
    }
}
