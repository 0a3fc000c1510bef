package dev.tidemark.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class CsvTest {

    @Test
    void shouldQuoteWhatWouldEndAField() {
        assertThat(Csv.text("page_view")).isEqualTo("page_view");
        assertThat(Csv.text("a,b")).isEqualTo("\"a,b\"");
        assertThat(Csv.text("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(Csv.text("a\nb")).isEqualTo("\"a\nb\"");
    }

    @Test
    void shouldNotLetASpreadsheetCompute() {
        assertThat(Csv.text("=1+1")).isEqualTo("'=1+1");
        assertThat(Csv.text("@SUM(A1)")).isEqualTo("'@SUM(A1)");
        assertThat(Csv.text("+1,2")).isEqualTo("\"'+1,2\"");
    }

    @Property
    void shouldNeverBeginAFormulaAndAlwaysBeReadBack(@ForAll String text) {
        String field = Csv.text(text);
        String bare =
                field.startsWith("\"")
                        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
                        : field;

        assertThat(bare).matches("(?s)([^=+\\-@\t\r].*)?");
        assertThat(bare.startsWith("'") ? bare.substring(1) : bare)
                .isEqualTo(text.startsWith("'") ? text.substring(1) : text);
    }

    @Test
    void shouldWriteNumbersAsJsonDoes() {
        assertThat(Csv.number(1_703_663_643.0)).isEqualTo("1703663643");
        assertThat(Csv.number(-0.5)).isEqualTo("-0.5");
        assertThat(Csv.number(Double.POSITIVE_INFINITY)).isEmpty();
    }
}
