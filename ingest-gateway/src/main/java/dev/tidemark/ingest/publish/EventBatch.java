package dev.tidemark.ingest.publish;

import dev.tidemark.contract.MetricEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Events of one request on their way to Kafka, whose fate is told for all of them at the end.
 *
 * <p>Single use, by one thread: any number of {@link #add}, with {@link #rest} wherever the caller
 * waits for more, then {@link #await}. An event is no longer needed once it was added.
 */
public interface EventBatch {

    /**
     * Hands one event over. Does not wait for its acknowledgement, only for room: all calls of a
     * batch together for about as long as one request may wait. Once that is over, or Kafka cannot
     * be asked, events are not sent any more and share the fate of the one that was not.
     *
     * @param index of the event in its request, by which its fate is told
     */
    void add(int index, MetricEvent event, IdOrigin origin);

    /**
     * There may be nothing to add for a while: what others need to go on is left to them until the
     * next {@link #add}.
     */
    void rest();

    /**
     * How long to wait before more is handed over, because a further event would not be sent; null
     * while it would.
     */
    @Nullable Duration pause();

    /**
     * Blocks until the fate of every event is known or a deadline has passed, which is counted from
     * the last event that was sent. What is unknown then is {@link Publication.Unavailable}, as is
     * everything unknown if the thread is interrupted, which keeps its flag.
     */
    BatchPublication await();
}
