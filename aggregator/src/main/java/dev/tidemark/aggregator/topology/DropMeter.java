package dev.tidemark.aggregator.topology;

/**
 * Is told of each record that is not counted, as it happens in this process.
 *
 * <p>For the process's meters only: a record that is read again after a crash is told of again.
 * Called from several stream threads.
 */
@FunctionalInterface
public interface DropMeter {

    /** The reason of a record that cannot be decoded. */
    String UNDECODABLE = "undecodable";

    /** One record was dropped for this reason, one of a few fixed words. */
    void dropped(String reason);
}
