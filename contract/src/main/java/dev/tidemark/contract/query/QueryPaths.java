package dev.tidemark.contract.query;

/** Where the query server answers. The version is part of the path. */
public final class QueryPaths {

    /** All of them, of any version, as a pattern. */
    public static final String ALL = "/query/*";

    /** {@code GET ?tenant=}: the {@link Owner} of a tenant. */
    public static final String OWNER = "/query/v1/owner";

    /** {@code GET} with the parameters of {@link ViewQuery}: a {@link ViewAnswer}. */
    public static final String VIEW = "/query/v1/view";

    /**
     * {@code GET ?tenant=}: the {@link Drops} of a tenant; without it, those of records that do not
     * tell whose they are.
     */
    public static final String DROPS = "/query/v1/drops";

    private QueryPaths() {}
}
