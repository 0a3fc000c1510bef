package dev.tidemark.benchmarks.freshness;

import dev.tidemark.benchmarks.process.ParentWatch;
import dev.tidemark.standalone.Main;

/** The process of the whole product, for as long as its parent wants it. */
final class UpMain {

    private UpMain() {}

    /** Takes the arguments of {@code tidemark up}. */
    public static void main(String[] args) {
        ParentWatch.start();
        Main.main(args);
    }
}
