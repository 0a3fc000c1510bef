package dev.tidemark.contract.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file in which keys are kept, as JSON, readable and writable by its owner only.
 *
 * <p>It is never written in place: a reader sees the old or the new one, whole. Immutable.
 */
public final class KeyFile {

    private static final String OWNER_ONLY = "rw-------";

    private final Path path;

    /** A file that need not exist yet. */
    public KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * All keys, revoked ones included, in the order in which they were made.
     *
     * @throws KeyFileException if the file is missing, or is not what {@link #update} writes
     */
    public List<ApiKey> read() {
        try {
            return KeyJson.decode(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new KeyFileException("there is no file of API keys at " + path, e);
        } catch (JsonProcessingException e) {
            // Its own message would quote the file.
            throw broken("it is not JSON, near line " + e.getLocation().getLineNr(), null);
        } catch (IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw broken(e.toString(), e);
        }
    }

    /**
     * Replaces the keys by what {@code change} makes of them; a file that is missing had none. Two
     * processes that do this at once do it one after the other.
     *
     * @throws KeyFileException if the file is broken, or cannot be written
     */
    public void update(UnaryOperator<List<ApiKey>> change) {
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        try {
            Files.createDirectories(path.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                List<ApiKey> before = Files.exists(path) ? read() : List.of();
                replace(KeyJson.encode(change.apply(before)));
            }
        } catch (IOException e) {
            throw new KeyFileException("cannot write the API keys to %s: %s".formatted(path, e), e);
        }
    }

    private void replace(byte[] content) throws IOException {
        Path next = Files.createTempFile(path.getParent(), "keys", ".tmp", ownerOnly());
        try {
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(content));
                out.force(true);
            }
            Files.move(
                    next,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }

    private KeyFileException broken(String why, @Nullable Throwable e) {
        return new KeyFileException(
                "the file of API keys %s is broken: %s".formatted(path, why), e);
    }

    Path path() {
        return path;
    }

    /** Its path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
