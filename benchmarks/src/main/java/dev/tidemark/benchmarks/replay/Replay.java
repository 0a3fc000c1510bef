package dev.tidemark.benchmarks.replay;

import dev.tidemark.contract.config.Secret;
import dev.tidemark.standalone.demo.Pacer;
import dev.tidemark.standalone.demo.TrackClient;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code replay}: sends an access log to a running Tidemark, as if it happened now.
 *
 * <p>Exit codes: 0 if every well-formed line was accepted, 2 for wrong arguments, 1 for anything
 * else. Blank lines are skipped and counted nowhere, so that the figures of the summary add up.
 */
public final class Replay {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final long LAST_WORDS_MS = 2_000;
    private static final TrackClient.Retries RETRIES =
            new TrackClient.Retries(30, Duration.ofSeconds(30));

    private final Streams streams;
    private final InstantSource clock;
    private final Pacer pacer;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Report report;

    /**
     * Where a command reads and writes.
     *
     * @param terminal takes the progress; null where nobody watches
     */
    record Streams(
            InputStream in,
            PrintStream out,
            PrintStream err,
            @Nullable Consumer<String> terminal) {}

    Replay(Streams streams, InstantSource clock, Pacer pacer) {
        this.streams = streams;
        this.clock = clock;
        this.pacer = pacer;
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args {@code FILE [--speed X] [--url URL] [--tenant T]}
     */
    public static void main(String[] args) {
        Streams streams = new Streams(System.in, System.out, System.err, terminal());
        Replay replay = new Replay(streams, Clock.systemUTC(), Pacer.system());
        Thread runner = Thread.currentThread();
        Thread lastWords = Thread.ofPlatform().unstarted(() -> replay.interrupt(runner));
        Runtime.getRuntime().addShutdownHook(lastWords);
        System.exit(replay.run(List.of(args)));
    }

    int run(List<String> args) {
        int code =
                switch (ReplayOptions.parse(args)) {
                    case ReplayOptions.Parsed.Valid(ReplayOptions options) -> replay(options);
                    case ReplayOptions.Parsed.Help ignored -> help();
                    case ReplayOptions.Parsed.Invalid(String reason) -> wrongUsage(reason);
                };
        ended.countDown();
        return code;
    }

    /** Ends the run; if it does not end soon, as when it reads a silent pipe, tells so far. */
    private void interrupt(Thread runner) {
        if (ended.getCount() == 0) {
            return;
        }
        runner.interrupt();
        try {
            ended.await(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Report last = report;
        if (last != null) {
            last.tell(streams.out()::println);
        }
    }

    private int help() {
        streams.out().println(ReplayOptions.USAGE);
        return OK;
    }

    private int wrongUsage(String reason) {
        streams.err().println(reason);
        streams.err().println(ReplayOptions.USAGE);
        return WRONG_USAGE;
    }

    private int failed(String reason) {
        streams.err().println(reason);
        return FAILED;
    }

    private int replay(ReplayOptions options) {
        String unreadable = LogInput.whyUnreadable(options.file()).orElse(null);
        if (unreadable != null) {
            return failed(unreadable);
        }
        try (TrackClient client = client(options);
                InputStream raw = LogInput.open(options.file(), streams.in())) {
            if (client.get("/observe/health/live").isEmpty()) {
                return failed("no server answers at " + options.url() + ": is Tidemark up?");
            }
            return send(raw, client, options);
        } catch (IOException e) {
            return failed(options.file() + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            return failed("interrupted before the first line");
        }
    }

    /** The key is not on the command line, where every user of the machine could read it. */
    private TrackClient client(ReplayOptions options) {
        String key = Optional.ofNullable(System.getenv("TIDEMARK_API_KEY")).orElse("");
        return new TrackClient(options.url(), options.tenant(), new Secret(key), RETRIES, pacer);
    }

    private int send(InputStream raw, TrackClient client, ReplayOptions options) {
        Tally tally = new Tally();
        Report summary = new Report(tally, clock);
        report = summary;
        Schedule schedule = new Schedule(options.speed(), clock, pacer);
        LogEvents events = new LogEvents(UUID.randomUUID().toString());
        int code = FAILED;
        try (Progress _ = progress(summary)) {
            new Replayer(client, schedule, events, tally).run(LogInput.textOf(raw));
            code = tally.allAccepted() ? OK : FAILED;
        } catch (IOException e) {
            streams.err().println(damaged(options.file(), tally, e));
        } catch (InterruptedException e) {
            streams.err().println("interrupted");
        }
        tally.firstRefusal().ifPresent(why -> streams.err().println("first refusal: " + why));
        summary.tell(streams.out()::println);
        return code;
    }

    private @Nullable Progress progress(Report summary) {
        Consumer<String> terminal = streams.terminal();
        return terminal == null ? null : new Progress(terminal, summary::soFar);
    }

    private static String damaged(String file, Tally tally, IOException e) {
        return file + " is damaged after " + tally.linesRead() + " lines: " + e.getMessage();
    }

    private static @Nullable Consumer<String> terminal() {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return null;
        }
        return text -> {
            System.err.print(text);
            System.err.flush();
        };
    }
}
