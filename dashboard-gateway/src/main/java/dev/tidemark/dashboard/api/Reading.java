package dev.tidemark.dashboard.api;

import dev.tidemark.contract.http.Problem;
import dev.tidemark.contract.http.ProblemException;
import dev.tidemark.contract.query.QueryFailure;
import dev.tidemark.contract.query.ViewAnswer;
import dev.tidemark.dashboard.query.QueryResult;
import java.time.Duration;

/** What a caller is told of a read that happens for it alone. */
final class Reading {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private Reading() {}

    /**
     * The answer of the stores.
     *
     * @throws ProblemException if there is none
     */
    static ViewAnswer of(QueryResult result) {
        return switch (result) {
            case QueryResult.Answered(ViewAnswer answer) -> answer;
            case QueryResult.Failed(QueryFailure failure, String detail) ->
                    throw new ProblemException(problem(failure, detail));
            case QueryResult.Unreachable(String detail) -> throw unavailable(detail);
        };
    }

    private static Problem problem(QueryFailure failure, String detail) {
        return switch (failure) {
            case NOT_OWNER, NOT_READY -> Problem.unavailable(failure.code(), detail, RETRY_AFTER);
            case UNKNOWN_WINDOW -> Problem.invalidParameter("window", detail);
            case BAD_QUERY -> Problem.of(500, failure.code(), detail);
        };
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(
                Problem.unavailable("aggregator_unreachable", detail, RETRY_AFTER));
    }
}
