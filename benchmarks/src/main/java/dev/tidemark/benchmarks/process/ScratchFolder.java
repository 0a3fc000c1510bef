package dev.tidemark.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for temporary files, deleted with all that is in it. Use it for one thread. */
public final class ScratchFolder implements AutoCloseable {

    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates one.
     *
     * @param freeBytes that have to be free on its disk
     * @throws ChildFailedException if they are not
     */
    public static ScratchFolder create(long freeBytes) {
        try {
            Path path = Files.createTempDirectory("tidemark-bench-");
            long usable = Files.getFileStore(path).getUsableSpace();
            if (usable < freeBytes) {
                Files.delete(path);
                throw new ChildFailedException(
                        "%s has %d MiB left, and this needs about %d; choose another folder with TIDEMARK_JAVA_OPTS=-Djava.io.tmpdir=DIR, or fewer events"
                                .formatted(path.getParent(), usable >> 20, freeBytes >> 20),
                        null);
            }
            return new ScratchFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** A folder of this name in it, which need not be there yet. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Deletes it. */
    @Override
    public void close() {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be deleted", e);
        }
    }
}
