package dev.tidemark.contract.http;

/** Problems as RFC 9457 has them. */
enum ProblemJson implements ProblemWriter {
    INSTANCE;

    @Override
    public String mediaType() {
        return Problem.MEDIA_TYPE;
    }

    @Override
    public byte[] write(Problem problem) {
        return problem.toJson();
    }
}
