package dev.tidemark.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;

    /** Answers with its argument, and then waits for its parent. */
    static final class Echo {

        public static void main(String[] args) throws InterruptedException {
            ParentWatch.start();
            System.out.println(args[0] + " " + ProcessHandle.current().pid());
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    /** Says whatever it hears. */
    static final class Parrot {

        public static void main(String[] args) throws InterruptedException {
            BlockingQueue<String> lines = ParentWatch.lines();
            while (true) {
                System.out.println(System.getProperty("said.before") + lines.take());
            }
        }
    }

    /** Fails, unless it is given a number. */
    static final class Failing {

        public static void main(String[] args) {
            System.out.println(Integer.parseInt(args[0]));
        }
    }

    @Test
    void shouldEndTheChildByTheEndOfItsInput() {
        long pid;
        String answer;
        try (ChildProcess child = ChildProcess.start(Echo.class, log(), "{\"a b\":1}")) {
            answer = child.readLine(LONG);
            pid = Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1));
        }

        assertThat(answer).startsWith("{\"a b\":1} ");
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void shouldTellWhyAChildGaveNoAnswer() {
        try (ChildProcess child = ChildProcess.start(Failing.class, log(), "out of luck")) {
            assertThatThrownBy(() -> child.readLine(LONG))
                    .isInstanceOf(ChildFailedException.class)
                    .hasMessageContaining("Failing ended without an answer")
                    .hasMessageContaining("out of luck");
        }
    }

    @Test
    void shouldTalkToAChildThatHasOptionsOfItsOwn() {
        try (ChildProcess child =
                ChildProcess.start(List.of("-Dsaid.before=again: "), Parrot.class, log())) {
            child.say("one");
            child.say("two");

            assertThat(child.readLine(LONG)).isEqualTo("again: one");
            assertThat(child.readLine(LONG)).isEqualTo("again: two");
        }
    }

    private Path log() {
        return folder.resolve("log");
    }
}
