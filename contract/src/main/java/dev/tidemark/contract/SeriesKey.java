package dev.tidemark.contract;

/**
 * The name of a series: all events of one type of one tenant.
 *
 * @param tenant whose events
 * @param type which of them
 */
public record SeriesKey(String tenant, String type) {

    /** 2^32 divided by the golden ratio: spreads what differs little over all bits. */
    private static final int SPREAD = 0x9E3779B1;

    /**
     * Names are often numbered, and the sum of two such hashes, one of them times 31, is the same
     * for many pairs: 10,000 series met in a tenth of the places.
     */
    @Override
    public int hashCode() {
        return tenant.hashCode() * SPREAD + type.hashCode();
    }
}
