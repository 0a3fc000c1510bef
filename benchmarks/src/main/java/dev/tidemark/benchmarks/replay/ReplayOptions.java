package dev.tidemark.benchmarks.replay;

import dev.tidemark.contract.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay was asked to do.
 *
 * @param file path, or {@code -} for standard input
 * @param speed 0 is as fast as it is taken
 * @param url of the server
 * @param tenant null for the server's default
 */
record ReplayOptions(String file, double speed, URI url, @Nullable String tenant) {

    static final String USAGE =
            "usage: replay FILE [--speed X] [--url URL] [--tenant T]\n"
                    + "  FILE      access log, common or combined format, plain or gzip; - is"
                    + " standard input\n"
                    + "  --speed   2 is twice as fast as it was, 0 as fast as it is taken (1)\n"
                    + "  --url     where Tidemark listens (http://localhost:3111)\n"
                    + "  --tenant  whose events they become (the server's default)";

    private static final URI DEFAULT_URL = URI.create("http://localhost:3111");

    /** What the arguments mean. */
    sealed interface Parsed {

        /** They are a replay. */
        record Valid(ReplayOptions options) implements Parsed {}

        /** They ask for the usage. */
        record Help() implements Parsed {}

        /** They are wrong, for this reason. */
        record Invalid(String reason) implements Parsed {}
    }

    static Parsed parse(List<String> args) {
        if (args.contains("--help") || args.contains("-h")) {
            return new Parsed.Help();
        }
        try {
            return new Parsed.Valid(new Reading(args).options());
        } catch (IllegalArgumentException e) {
            return new Parsed.Invalid(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The options while they are read; any fault is an IllegalArgumentException with a sentence.
     */
    private static final class Reading {

        private @Nullable String file;
        private double speed = 1;
        private URI url = DEFAULT_URL;
        private @Nullable String tenant;

        Reading(List<String> args) {
            Iterator<String> rest = args.iterator();
            while (rest.hasNext()) {
                String arg = rest.next();
                switch (arg) {
                    case "--speed" -> speed = speedOf(valueOf(arg, rest));
                    case "--url" -> url = urlOf(valueOf(arg, rest));
                    case "--tenant" -> tenant = tenantOf(valueOf(arg, rest));
                    default -> file = fileOf(arg, file);
                }
            }
        }

        ReplayOptions options() {
            if (file == null) {
                throw new IllegalArgumentException("FILE is missing");
            }
            return new ReplayOptions(file, speed, url, tenant);
        }

        private static String valueOf(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return rest.next();
        }

        private static String fileOf(String arg, @Nullable String earlier) {
            if (arg.startsWith("-") && !arg.equals(LogInput.STANDARD_INPUT)) {
                throw new IllegalArgumentException("there is no option " + arg);
            }
            if (earlier != null) {
                throw new IllegalArgumentException("one FILE is enough, but there is also " + arg);
            }
            return arg;
        }

        private static double speedOf(String text) {
            try {
                double speed = Double.parseDouble(text);
                if (speed >= 0 && Double.isFinite(speed)) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(speedRule(text), e);
            }
            throw new IllegalArgumentException(speedRule(text));
        }

        private static String speedRule(String text) {
            return "--speed must be a number from 0 on, not '" + text + "'";
        }

        private static URI urlOf(String text) {
            String rule = "--url must be like http://host:port, not '" + text + "'";
            try {
                URI url = new URI(text);
                boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                if (http && url.getHost() != null && url.getQuery() == null) {
                    return url;
                }
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(rule, e);
            }
            throw new IllegalArgumentException(rule);
        }

        private static String tenantOf(String text) {
            if (!Names.isTenant(text)) {
                throw new IllegalArgumentException("--tenant " + Names.TENANT_RULE);
            }
            return text;
        }
    }
}
