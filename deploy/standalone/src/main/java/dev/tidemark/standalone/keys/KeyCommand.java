package dev.tidemark.standalone.keys;

import dev.tidemark.contract.auth.ApiKey;
import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.KeyFileException;
import dev.tidemark.contract.auth.NewKey;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tidemark key create}, {@code list} and {@code revoke}. Exit codes: 0 if it is done, 2 for
 * wrong arguments, 1 for anything else.
 */
@Command(
        name = "tidemark key",
        description = "Makes, lists and revokes API keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "create | list | revoke")
final class KeyCommand implements Runnable {

    private static final int FAILED = 1;

    @Spec private CommandSpec spec;

    KeyCommand() {
        this.spec = CommandSpec.create();
    }

    /** Which file. */
    static final class FileOption {

        @Option(
                names = "--file",
                paramLabel = "F",
                description = "file of the keys (default: ${DEFAULT-VALUE})")
        private Path file = Path.of(".tidemark", "keys.json");

        KeyFile keyFile() {
            return new KeyFile(file);
        }
    }

    /** For whom a key is: one of the two must be said. */
    static final class Binding {

        @Option(names = "--tenant", paramLabel = "T", description = "the key's only tenant")
        private String tenant = "";

        @Option(names = "--all-tenants", description = "the request names the tenant")
        private boolean all;

        Tenants tenants() {
            return all ? Tenants.ALL : new Tenants(tenant);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say create, list or revoke");
    }

    /** Prints the key alone on standard output, so that scripts can take it. */
    @Command(
            name = "create",
            description = "Makes a key and prints it, this once.",
            mixinStandardHelpOptions = true)
    int create(
            @ArgGroup(multiplicity = "1") Binding binding,
            @Option(
                            names = "--scope",
                            paramLabel = "S",
                            required = true,
                            split = ",",
                            description = "ingest, read, admin: one or more, commas between")
                    List<String> scopes,
            @Option(
                            names = "--name",
                            paramLabel = "N",
                            defaultValue = "",
                            description = "tells people what the key is for")
                    String name,
            @Mixin FileOption option) {
        NewKey made = generate(binding, scopes, name);
        return attempt(
                () -> {
                    option.keyFile()
                            .update(
                                    keys ->
                                            Stream.concat(keys.stream(), Stream.of(made.stored()))
                                                    .toList());
                    out().println(made.written().value());
                    err().println(
                                    "Keep it: it is shown this once. A running service that reads"
                                            + " this file takes it within a second; one that was"
                                            + " started without keys has to be started again.");
                });
    }

    private NewKey generate(Binding binding, List<String> scopes, String name) {
        try {
            Set<Scope> wanted = EnumSet.noneOf(Scope.class);
            scopes.forEach(scope -> wanted.add(Scope.parse(scope)));
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            return NewKey.generate(name, wanted, binding.tenants(), now);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    @Command(
            name = "list",
            description = "Lists the keys, without their secrets.",
            mixinStandardHelpOptions = true)
    int list(@Mixin FileOption option) {
        return attempt(
                () -> {
                    String row = "%-14s %-8s %-20s %-18s %-22s %s%n";
                    out().printf(row, "ID", "STATE", "TENANT", "SCOPES", "CREATED", "NAME");
                    for (ApiKey key : option.keyFile().read()) {
                        out().printf(
                                        row,
                                        key.id(),
                                        key.isActive() ? "good" : "revoked",
                                        key.tenants(),
                                        key.writtenScopes(),
                                        key.created(),
                                        key.name());
                    }
                });
    }

    @Command(
            name = "revoke",
            description = "Refuses a key from now on, and the sessions that it began.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "ID", description = "as in the list") String id,
            @Mixin FileOption option) {
        return attempt(
                () -> {
                    option.keyFile().update(keys -> revoke(keys, id));
                    out().println(id + " is revoked.");
                });
    }

    private static List<ApiKey> revoke(List<ApiKey> keys, String id) {
        if (keys.stream().noneMatch(key -> key.id().equals(id))) {
            throw new IllegalArgumentException("there is no key with the id '" + id + "'");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return keys.stream().map(key -> key.id().equals(id) ? key.revokedAt(now) : key).toList();
    }

    private int attempt(Runnable action) {
        try {
            action.run();
            out().flush();
            return 0;
        } catch (KeyFileException | IllegalArgumentException e) {
            err().println("tidemark: " + e.getMessage());
            return FAILED;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
