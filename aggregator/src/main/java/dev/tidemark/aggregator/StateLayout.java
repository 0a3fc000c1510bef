package dev.tidemark.aggregator;

import dev.tidemark.aggregator.topology.TopologySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the stores on disk were written under the windows that are configured now.
 *
 * <p>A window store is cut into segments whose length follows from the retention, and finds a
 * segment by its start. Under another retention it would miss some of what it holds, and never
 * delete it; the store of a size that is no longer kept would stay for good. So the stores are
 * thrown away when the windows change, and are restored from their changelogs.
 */
final class StateLayout {

    private static final Logger LOG = LoggerFactory.getLogger(StateLayout.class);

    private StateLayout() {}

    /**
     * Wipes the stores unless the note beside them says that they are of these windows; call it
     * before Streams starts.
     *
     * @param wipe deletes the local stores
     */
    static void settle(StreamsSettings settings, TopologySettings topology, Runnable wipe) {
        Path note = settings.stateDir().resolve(settings.applicationId() + ".windows");
        String now = describe(topology);
        try {
            if (Files.exists(note) && Files.readString(note).equals(now)) {
                return;
            }
            if (Files.isDirectory(settings.stateDir().resolve(settings.applicationId()))) {
                LOG.info("the windows have changed, the stores are restored from their changelogs");
            }
            wipe.run();
            Files.createDirectories(settings.stateDir());
            Files.writeString(note, now);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + note, e);
        }
    }

    private static String describe(TopologySettings topology) {
        StringBuilder text = new StringBuilder();
        topology.windows()
                .specs()
                .forEach(
                        spec ->
                                text.append(spec.size())
                                        .append(' ')
                                        .append(spec.retention())
                                        .append('\n'));
        return text.append("ids ").append(topology.rememberIds()).append('\n').toString();
    }
}
