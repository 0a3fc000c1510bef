package dev.tidemark.standalone.demo;

import dev.tidemark.contract.config.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The traffic of a made-up shop, sent to a running Tidemark until it is closed.
 *
 * <p>If the server has no counters yet, it gets an hour of thinned history first. A server that
 * refuses or is away is left alone for a while and tried again. Works on a thread of its own.
 */
public final class DemoTraffic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
    private static final long SEED = 0x71de;
    private static final Backfill AN_HOUR = new Backfill(3600, 12_000);
    private static final int SNAPSHOT_TRIES = 120;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    // Few: what lies behind the server's patience is the back-off of the whole traffic.
    private static final TrackClient.Retries RETRIES =
            new TrackClient.Retries(3, Duration.ofSeconds(5));

    private final Clock clock;
    private final TrafficModel model;
    private final Backfill backfill;
    private final History history;
    private final Sender sender;
    private final Thread thread;

    private DemoTraffic(URI baseUrl, Secret key, Clock clock, Backfill backfill) {
        Pacer pacer = Pacer.system();
        TrackClient client = new TrackClient(baseUrl, null, key, RETRIES, pacer);
        this.clock = clock;
        this.model = new TrafficModel(SEED, clock.getZone());
        this.backfill = backfill;
        this.history = new History(client, pacer, SNAPSHOT_TRIES);
        this.sender = new Sender(client, pacer);
        LiveTraffic live = new LiveTraffic(model, sender, clock, pacer);
        this.thread = Thread.ofVirtual().name("demo-traffic").unstarted(() -> run(live));
    }

    /**
     * Starts to send to this server, for its default tenant.
     *
     * @param key with the scopes ingest and read; none where none is needed
     * @param clock gives the events' timestamps, and its zone the hours of the shop
     */
    public static DemoTraffic start(URI baseUrl, Secret key, Clock clock) {
        return start(baseUrl, key, clock, AN_HOUR);
    }

    static DemoTraffic start(URI baseUrl, Secret key, Clock clock, Backfill backfill) {
        DemoTraffic traffic = new DemoTraffic(baseUrl, key, clock, backfill);
        traffic.thread.start();
        return traffic;
    }

    /** Stops sending; returns when the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            // Before the sender, which takes nothing more once it is closed.
            if (!thread.join(CLOSE_WITHIN)) {
                LOG.warn("demo traffic did not end in time: waited={}", CLOSE_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }

    private void run(LiveTraffic live) {
        try {
            boolean fresh = history.isEmpty();
            long now = Math.floorDiv(clock.millis(), 1000L);
            if (fresh) {
                sendHistory(backfill.eventsBefore(now, model));
            }
            live.runFrom(now);
        } catch (InterruptedException e) {
            LOG.debug("demo traffic has ended");
        }
    }

    private void sendHistory(List<TrackRequest> events) throws InterruptedException {
        LOG.info("demo traffic sends a history: events={}", events.size());
        for (TrackRequest event : events) {
            sender.send(event);
        }
    }
}
