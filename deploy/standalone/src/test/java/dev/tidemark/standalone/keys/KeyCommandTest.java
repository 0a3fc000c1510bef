package dev.tidemark.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.auth.KeyFile;
import dev.tidemark.contract.auth.Scope;
import dev.tidemark.contract.auth.Tenants;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeyCommandTest {

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path file() {
        return folder.resolve("data").resolve("keys.json");
    }

    private int run(String line) {
        CommandLine command =
                new CommandLine(new KeyCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        return command.execute((line + " --file " + file()).split(" "));
    }

    @Test
    void shouldPrintAKeyAloneAndKeepItsHash() {
        int code = run("create --tenant acme --scope ingest,read --name shop");

        assertThat(code).isZero();
        assertThat(out.toString().strip()).matches("tdm_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        assertThat(new KeyFile(file()).read())
                .singleElement()
                .satisfies(
                        key -> {
                            assertThat(key.name()).isEqualTo("shop");
                            assertThat(key.tenants()).isEqualTo(new Tenants("acme"));
                            assertThat(key.scopes())
                                    .containsExactlyInAnyOrder(Scope.INGEST, Scope.READ);
                        });
    }

    @Test
    void shouldListKeysWithoutTheirSecrets() {
        run("create --all-tenants --scope admin --name ops");
        String written = out.toString().strip();

        run("list");

        assertThat(out.toString().substring(written.length()))
                .contains("good", "admin", "ops", " * ")
                .doesNotContain(written.substring(written.lastIndexOf('_')))
                .doesNotContain(new KeyFile(file()).read().getFirst().hash());
    }

    @Test
    void shouldRevokeAKeyByItsId() {
        run("create --tenant acme --scope read");
        String id = new KeyFile(file()).read().getFirst().id();

        int code = run("revoke " + id);

        assertThat(code).isZero();
        assertThat(new KeyFile(file()).read().getFirst().isActive()).isFalse();
    }

    @Test
    void shouldSayThatThereIsNoSuchKey() {
        run("create --tenant acme --scope read");

        assertThat(run("revoke nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no key with the id 'nobody'");
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThat(run("list")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file of API keys at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create --scope read",
                "create --tenant acme",
                "create --tenant acme --all-tenants --scope read",
                "create --tenant acme --scope root",
                "create --tenant * --scope read --tenant",
            })
    void shouldRefuseArgumentsThatLeaveOpenWhoMayDoWhat(String line) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(Files.exists(file())).isFalse();
    }
}
