package dev.tidemark.ingest;

import java.util.List;

/** Bytes that are almost what they were. */
public final class Mutations {

    private Mutations() {}

    /**
     * A copy with other bytes at these places.
     *
     * @param places counted from the beginning, and round and round
     * @param with the bytes, in turn; at least one
     */
    public static byte[] mutated(byte[] body, List<Integer> places, byte[] with) {
        byte[] mutated = body.clone();
        for (int i = 0; i < places.size(); i++) {
            mutated[Math.floorMod(places.get(i), mutated.length)] = with[i % with.length];
        }
        return mutated;
    }
}
