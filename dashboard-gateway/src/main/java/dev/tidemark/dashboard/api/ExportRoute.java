package dev.tidemark.dashboard.api;

import dev.tidemark.contract.Windows;
import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.query.QueryResult;
import dev.tidemark.dashboard.query.ViewSource;
import dev.tidemark.dashboard.stream.Span;
import dev.tidemark.dashboard.stream.View;
import dev.tidemark.dashboard.stream.ViewParameters;
import dev.tidemark.dashboard.stream.ViewRequest;
import dev.tidemark.dashboard.stream.WriteWatch;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /api/export}: a series as a file. Thread-safe.
 *
 * <p>It is read page by page and written as it is read, so its length costs no memory. The first
 * page is read before the answer begins: what can be refused is. After that, a page that cannot be
 * read ends the connection before the body's end, so that nobody takes a part for the whole.
 */
public final class ExportRoute implements Handler, AutoCloseable {

    /** Each holds a page: some megabytes. */
    private static final int MAX_AT_ONCE = 16;

    private static final int FIRST_BUCKETS = 250;

    /** About so many rows are held at once; a page has at least one window. */
    private static final int ROWS_OF_A_PAGE = 10_000;

    private static final int TRIES = 3;
    private static final int PIECE_BYTES = 16 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final DateTimeFormatter IN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ViewSource source;
    private final Windows windows;
    private final Clock clock;
    private final WriteWatch watch;
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);

    /**
     * Reads from a source, which outlives it.
     *
     * @param writeTimeout after which a client that takes nothing is left
     */
    public ExportRoute(ViewSource source, Windows windows, Duration writeTimeout, Clock clock) {
        this.source = source;
        this.windows = windows;
        this.clock = clock;
        this.watch = new WriteWatch(writeTimeout, () -> {});
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        ExportFormat format =
                ExportFormat.ofWord(request.query().first("format").orElse("csv"))
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.invalidParameter(
                                                        "format",
                                                        "must be one of " + ExportFormat.words())));
        View view = ViewRequest.history(request, windows, clock.millis());
        if (!free.tryAcquire()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "too_many_exports",
                            "this gateway already writes %d exports".formatted(MAX_AT_ONCE),
                            RETRY_AFTER));
        }
        try {
            export(view, format, response);
        } finally {
            free.release();
        }
    }

    private void export(View view, ExportFormat format, ServerResponse response) {
        Span all = view.span().orElseThrow();
        Span told = all.first(FIRST_BUCKETS, view.window());
        ViewAnswer answer = Reading.of(source.read(view.queryOf(told)));
        response.header(HeaderNames.CONTENT_TYPE, format.mediaType())
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(name(view, all, format)));
        // Not closed when something fails: that would end the body as if it were complete.
        OutputStream out = response.outputStream();
        try (WriteWatch.Writer watched = watch.over(out)) {
            OutputStream pieces = new BufferedOutputStream(new InPieces(watched), PIECE_BYTES);
            ExportWriter writer = ExportWriter.to(pieces, format, view.extras());
            writer.begin();
            write(writer, answer);
            // The answer has begun: a client that asked again by itself would not see that it
            // broke.
            writer.flush();
            Span rest = all.after(told);
            long buckets = next(told.buckets(view.window()), answer);
            while (!rest.isEmpty()) {
                Page page = read(view, rest, buckets);
                write(writer, page.answer());
                rest = rest.after(page.told());
                buckets = next(page.told().buckets(view.window()), page.answer());
            }
            writer.end();
            writer.flush();
            out.close();
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client is gone", e);
        }
    }

    private static String name(View view, Span all, ExportFormat format) {
        return "tidemark-%s-%s-%s-%s.%s"
                .formatted(
                        view.tenant(),
                        view.window(),
                        IN_NAME.format(Instant.ofEpochMilli(all.fromMs())),
                        IN_NAME.format(Instant.ofEpochMilli(all.toMs())),
                        format.word());
    }

    private static void write(ExportWriter writer, ViewAnswer answer) throws IOException {
        for (SeriesRow row : SeriesRow.of(answer)) {
            writer.write(row);
        }
    }

    /** So many windows that they have about as many rows as a page should. */
    private static long next(long buckets, ViewAnswer answer) {
        long rows = Math.max(1, answer.windows().size());
        long fitting = buckets * ROWS_OF_A_PAGE / rows;
        return Math.clamp(fitting, 1, ViewParameters.MAX_BUCKETS);
    }

    private record Page(Span told, ViewAnswer answer) {}

    /** A page that takes longer than a read may is tried again at half its length. */
    private Page read(View view, Span rest, long buckets) {
        long asked = buckets;
        QueryResult result = new QueryResult.Unreachable("not asked");
        for (int tried = 0; tried < TRIES; tried++) {
            Span told = rest.first(asked, view.window());
            result = source.read(view.queryOf(told));
            if (result instanceof QueryResult.Answered(ViewAnswer answer)) {
                return new Page(told, answer);
            }
            asked = Math.max(1, asked / 2);
        }
        throw new CloseConnectionException("an export ends in its middle: " + result);
    }

    /** Each write is one piece, which the watch sees begin and end. */
    private static final class InPieces extends OutputStream {

        private final WriteWatch.Writer out;

        InPieces(WriteWatch.Writer out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] piece = new byte[length];
            System.arraycopy(bytes, offset, piece, 0, length);
            out.write(piece);
        }
    }

    /** Stops watching; exports that are under way are for the server to end. */
    @Override
    public void close() {
        watch.close();
    }
}
