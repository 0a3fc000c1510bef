package dev.tidemark.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {

    @TempDir Path temp;

    @Test
    void shouldCreateAFolderThatIsMissing() {
        Path folder = temp.resolve("a/b");

        try (DataDir dataDir = DataDir.open(folder)) {
            assertThat(dataDir.kafka()).isEqualTo(folder.resolve("kafka"));
            assertThat(folder.resolve("version")).hasContent("1");
        }
    }

    @Test
    void shouldRefuseAFolderInUse() {
        try (DataDir first = DataDir.open(temp)) {
            assertThatThrownBy(() -> DataDir.open(temp))
                    .isInstanceOf(DataDirException.class)
                    .hasMessage("data folder %s is in use by another tidemark".formatted(temp));
            assertThat(first.state()).isEqualTo(temp.resolve("state"));
        }
    }

    @Test
    void shouldOpenAFolderAgainOnceItWasGivenBack() {
        DataDir.open(temp).close();

        DataDir.open(temp).close();
    }

    @Test
    void shouldRefuseAFolderOfAnotherVersionAndLeaveItFree() throws IOException {
        Files.writeString(temp.resolve("version"), "7\n");

        assertThatThrownBy(() -> DataDir.open(temp))
                .isInstanceOf(DataDirException.class)
                .hasMessage(
                        "data folder %s is of version 7, this tidemark reads version 1"
                                .formatted(temp));
        Files.writeString(temp.resolve("version"), "1\n");
        DataDir.open(temp).close();
    }

    @Test
    void shouldSayWhyAFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataDir.open(file))
                .isInstanceOf(DataDirException.class)
                .hasMessageStartingWith("data folder %s cannot be used: ".formatted(file));
    }
}
