package dev.tidemark.standalone.demo;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What happens in a made-up shop, and how often which of it. Stateless. */
final class EventMix {

    private static final Zipf PAGES =
            new Zipf(
                    List.of(
                            "/",
                            "/products",
                            "/search",
                            "/products/tide-clock",
                            "/cart",
                            "/products/barometer",
                            "/checkout",
                            "/account",
                            "/help",
                            "/about"));
    private static final Zipf ACTIONS =
            new Zipf(List.of("click", "search", "add_to_cart", "scroll", "sign_in", "share"));
    private static final Zipf ENDPOINTS =
            new Zipf(
                    List.of(
                            "/api/products",
                            "/api/search",
                            "/api/cart",
                            "/api/orders",
                            "/api/login"));
    private static final Zipf USERS =
            new Zipf(IntStream.rangeClosed(1, 400).mapToObj("user-%03d"::formatted).toList());

    private static final double ERROR_SHARE = 0.015;
    private static final double BURST_ERROR_SHARE = 0.18;
    private static final double FAILED_CALLS = 0.01;
    private static final double BURST_FAILED_CALLS = 0.35;

    // A median of 45 ms, and 1 in 40 slower than 180 ms.
    private static final double LATENCY_MU = Math.log(45);
    private static final double LATENCY_SIGMA = 0.7;
    private static final double BURST_SLOWDOWN = 3;

    private EventMix() {}

    /** One event at this moment, chosen by chance. */
    static TrackRequest pick(RandomGenerator random, boolean burst, String id, long timestampMs) {
        Draft draft = draft(random, burst);
        return new TrackRequest(
                id, draft.type(), draft.value(), USERS.pick(random), draft.metadata(), timestampMs);
    }

    private static Draft draft(RandomGenerator random, boolean burst) {
        if (random.nextDouble() < (burst ? BURST_ERROR_SHARE : ERROR_SHARE)) {
            return error(random, burst);
        }
        double kind = random.nextDouble();
        if (kind < 0.50) {
            return new Draft("page_view", 1, Map.of("page", PAGES.pick(random)));
        }
        if (kind < 0.70) {
            return new Draft(
                    "user_action",
                    1,
                    Map.of("action", ACTIONS.pick(random), "page", PAGES.pick(random)));
        }
        return kind < 0.97 ? apiCall(random, burst) : checkout(random);
    }

    private static Draft error(RandomGenerator random, boolean burst) {
        String code = burst && random.nextDouble() < 0.8 ? "upstream_timeout" : "not_found";
        return new Draft("error", 1, Map.of("code", code, "page", PAGES.pick(random)));
    }

    private static Draft apiCall(RandomGenerator random, boolean burst) {
        boolean failed = random.nextDouble() < (burst ? BURST_FAILED_CALLS : FAILED_CALLS);
        double latencyMs = Math.exp(LATENCY_MU + LATENCY_SIGMA * random.nextGaussian());
        return new Draft(
                "api_call",
                rounded(burst ? latencyMs * BURST_SLOWDOWN : latencyMs),
                Map.of("endpoint", ENDPOINTS.pick(random), "status", failed ? 503 : 200));
    }

    private static Draft checkout(RandomGenerator random) {
        double amount = Math.exp(Math.log(60) + 0.6 * random.nextGaussian());
        return new Draft("checkout.completed", rounded(amount), Map.of("currency", "EUR"));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private record Draft(String type, double value, Map<String, Object> metadata) {}
}
