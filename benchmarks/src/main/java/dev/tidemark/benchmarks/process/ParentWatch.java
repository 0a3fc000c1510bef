package dev.tidemark.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The child's side of its bond: standard input ends when the parent closes it, or is gone. */
public final class ParentWatch {

    private ParentWatch() {}

    /** From now on, this JVM ends at once when its standard input does. */
    public static void start() {
        lines();
    }

    /**
     * The same, and what the parent says, line by line. Call it once.
     *
     * @return a queue that gets each line as it comes
     */
    public static BlockingQueue<String> lines() {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWithParent(lines));
        return lines;
    }

    private static void endWithParent(BlockingQueue<String> lines) {
        readAll(lines);
        Runtime.getRuntime().halt(0);
    }

    private static void readAll(BlockingQueue<String> lines) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            while (line != null) {
                lines.add(line);
                line = in.readLine();
            }
        } catch (IOException e) {
            // Its end, or nobody holds the other side: the same to us.
            return;
        }
    }
}
