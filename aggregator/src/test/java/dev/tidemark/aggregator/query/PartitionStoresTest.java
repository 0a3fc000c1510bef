package dev.tidemark.aggregator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.query.QueryFailure;
import org.apache.kafka.streams.query.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PartitionStoresTest {

    /** A store that is closed while partitions move says STORE_EXCEPTION. */
    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"NOT_ACTIVE", "NOT_PRESENT", "NOT_UP_TO_BOUND", "STORE_EXCEPTION"})
    void shouldAskTheCallerToComeBackWhileAStoreMoves(FailureReason reason) {
        QueryFailedException failed =
                PartitionStores.failed(reason, "Store counters is currently closed");

        assertThat(failed.failure()).isEqualTo(QueryFailure.NOT_READY);
        assertThat(failed).hasMessage("Store counters is currently closed");
    }

    @Test
    void shouldTakeAQueryThatNoStoreKnowsForADefect() {
        assertThatThrownBy(
                        () ->
                                PartitionStores.failed(
                                        FailureReason.UNKNOWN_QUERY_TYPE, "no such query"))
                .isInstanceOf(IllegalStateException.class);
    }
}
