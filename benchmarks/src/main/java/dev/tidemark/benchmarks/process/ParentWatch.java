package dev.tidemark.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;

/** The child's side of its bond: standard input ends when the parent closes it, or is gone. */
public final class ParentWatch {

    private ParentWatch() {}

    /** From now on, this JVM ends at once when its standard input does. */
    public static void start() {
        Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::endWithParent);
    }

    private static void endWithParent() {
        awaitEnd(System.in);
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEnd(InputStream in) {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            // Its end, or nobody holds the other side: the same to us.
            return;
        }
    }
}
