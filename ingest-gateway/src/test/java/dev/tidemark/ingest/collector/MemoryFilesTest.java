package dev.tidemark.ingest.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFilesTest {

    @TempDir private Path root;

    private Path cgroup;
    private Path proc;

    @BeforeEach
    void makeRoots() {
        cgroup = root.resolve("cgroup");
        proc = root.resolve("proc");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void machine() {
        write(
                proc.resolve("meminfo"),
                "MemTotal:    4000 kB\nMemFree: 5 kB\nMemAvailable:   1000 kB\n");
    }

    private MemoryFiles files() {
        return new MemoryFiles(cgroup, proc);
    }

    @Test
    void shouldReadTheContainersLimitOfVersion2() {
        machine();
        write(cgroup.resolve("memory.max"), "1024000\n");
        write(cgroup.resolve("memory.current"), "768000\n");
        write(cgroup.resolve("memory.stat"), "anon 1\ninactive_file 256000\nactive_file 9\n");

        assertThat(files().usedShare()).hasValue(0.5);
    }

    @Test
    void shouldReadTheMachineIfVersion2HasNoLimit() {
        machine();
        write(cgroup.resolve("memory.max"), "max\n");
        write(cgroup.resolve("memory.current"), "768000\n");

        assertThat(files().usedShare()).hasValue(0.75);
    }

    @Test
    void shouldReadTheContainersLimitOfVersion1() {
        machine();
        write(cgroup.resolve("memory/memory.limit_in_bytes"), "1024000\n");
        write(cgroup.resolve("memory/memory.usage_in_bytes"), "300000\n");
        write(cgroup.resolve("memory/memory.stat"), "total_inactive_file 44000\n");

        assertThat(files().usedShare()).hasValue(0.25);
    }

    @Test
    void shouldReadTheMachineIfVersion1HasNoLimit() {
        machine();
        write(cgroup.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
        write(cgroup.resolve("memory/memory.usage_in_bytes"), "300000\n");

        assertThat(files().usedShare()).hasValue(0.75);
    }

    @Test
    void shouldNotKnowWithoutFiles() {
        assertThat(files().usedShare()).isEmpty();
    }

    @Test
    void shouldNotKnowFromFilesThatSayNothing() {
        write(cgroup.resolve("memory.max"), "");
        write(cgroup.resolve("memory.current"), "?");
        write(proc.resolve("meminfo"), "MemTotal\nMemAvailable: many\n");

        assertThat(files().usedShare()).isEmpty();
    }
}
