package dev.tidemark.contract.http;

/**
 * Thrown in a route, before the answer begins, to answer with a problem instead.
 *
 * <p>{@link ServiceServer} catches it. It has no stack trace: it reports a caller's mistake, not
 * one of ours.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Carries the problem to the server. */
    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What to answer. */
    public Problem problem() {
        return problem;
    }
}
