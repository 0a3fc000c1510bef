package dev.tidemark.standalone.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that holds everything: {@code kafka/} (the broker's log), {@code state/} (the
 * aggregator's stores), {@code version} (of the layout) and {@code lock}.
 *
 * <p>Held by one process at a time, from {@link #open} until {@link #close}; the operating system
 * gives the lock back when a process dies.
 */
public final class DataDir implements AutoCloseable {

    static final String LAYOUT_VERSION = "1";

    private final Path folder;
    private final FileChannel lock;

    private DataDir(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Creates the folder if it is missing, and takes it.
     *
     * @throws DataDirException if it is in use, of another version, or cannot be written
     */
    public static DataDir open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                channel.close();
                throw new DataDirException(
                        "data folder %s is in use by another tidemark".formatted(folder), null);
            }
            DataDir dataDir = new DataDir(folder, channel);
            dataDir.checkVersion();
            return dataDir;
        } catch (IOException e) {
            throw new DataDirException("data folder %s cannot be used: %s".formatted(folder, e), e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void checkVersion() throws IOException {
        Path file = folder.resolve("version");
        if (!Files.exists(file)) {
            Files.writeString(file, LAYOUT_VERSION + "\n");
            return;
        }
        String found = Files.readString(file).strip();
        if (!found.equals(LAYOUT_VERSION)) {
            close();
            throw new DataDirException(
                    "data folder %s is of version %s, this tidemark reads version %s"
                            .formatted(folder, found, LAYOUT_VERSION),
                    null);
        }
    }

    /** Where the broker keeps its log. */
    public Path kafka() {
        return folder.resolve("kafka");
    }

    /** Where the aggregator keeps its stores. */
    public Path state() {
        return folder.resolve("state");
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new DataDirException("data folder %s cannot be unlocked".formatted(folder), e);
        }
    }
}
