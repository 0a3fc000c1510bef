package dev.tidemark.benchmarks.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The commit from which this program was built, as far as git can tell. */
final class SourceCommit {

    static final String UNKNOWN = "unknown";

    private SourceCommit() {}

    /** The hash, with {@code -dirty} behind it if tracked files differ from it. */
    static String find() {
        try {
            Path classes =
                    Path.of(
                            SourceCommit.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return describe(classes);
        } catch (URISyntaxException | IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private static String describe(Path classes) throws IOException, InterruptedException {
        Process git =
                new ProcessBuilder(
                                "git",
                                "describe",
                                "--always",
                                "--dirty",
                                "--abbrev=40",
                                "--exclude=*")
                        .directory(classes.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String hash = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return git.waitFor() == 0 ? hash.strip() : UNKNOWN;
    }
}
