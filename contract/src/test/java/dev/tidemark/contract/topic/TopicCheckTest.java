package dev.tidemark.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.contract.topic.TopicCheck.Finding;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

    @Test
    void shouldFindNothingInOurOwnSettings() {
        assertThat(TopicCheck.ofEvents(TopicProvisioner.EVENTS_SETTINGS)).isEmpty();
        assertThat(TopicCheck.ofDeadLetters(TopicProvisioner.DEAD_LETTERS_SETTINGS)).isEmpty();
    }

    @Test
    void shouldRefuseCompaction() {
        assertThat(TopicCheck.ofEvents(Map.of("cleanup.policy", "compact,delete")))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.fatal()).isTrue();
                            assertThat(finding.sentence())
                                    .isEqualTo(
                                            "topic tidemark.events has cleanup.policy ="
                                                    + " compact,delete: must not contain compact,"
                                                    + " since events without an id have no key,"
                                                    + " and repetitions share one");
                        });
        assertThat(TopicCheck.ofDeadLetters(Map.of("cleanup.policy", "compact")))
                .extracting(Finding::fatal)
                .containsExactly(true);
    }

    @Test
    void shouldSayWhatFollowsFromSettingsThatAreOnlyUnwise() {
        Map<String, String> settings =
                Map.of(
                        "cleanup.policy", "delete",
                        "max.message.bytes", "1048588",
                        "retention.ms", "60000",
                        "message.timestamp.type", "CreateTime");

        assertThat(TopicCheck.ofEvents(settings))
                .noneMatch(Finding::fatal)
                .extracting(Finding::setting, Finding::value)
                .containsExactly(
                        tuple("max.message.bytes", "1048588"),
                        tuple("retention.ms", "60000"),
                        tuple("message.timestamp.type", "CreateTime"));
        assertThat(TopicCheck.ofDeadLetters(settings))
                .extracting(Finding::setting)
                .containsExactly("max.message.bytes");
    }

    @Test
    void shouldTakeARetentionWithoutEnd() {
        assertThat(TopicCheck.ofEvents(Map.of("retention.ms", "-1"))).isEmpty();
    }

    @Test
    void shouldNotJudgeWhatIsNotTold() {
        assertThat(TopicCheck.ofEvents(Map.of())).isEmpty();
    }

    @Test
    void shouldWarnIfSavedViewsWouldBeDeleted() {
        assertThat(TopicCheck.ofViews(TopicProvisioner.VIEWS_SETTINGS)).isEmpty();
        assertThat(TopicCheck.ofViews(Map.of("cleanup.policy", "delete")))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.fatal()).isFalse();
                            assertThat(finding.sentence())
                                    .startsWith(
                                            "topic tidemark.views has cleanup.policy = delete: saved");
                        });
    }
}
