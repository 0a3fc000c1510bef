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
     * The same, of a part, or broken down by several dimensions. An older aggregator, which would
     * pass over what it does not know and tell other numbers, does not have it.
     */
    public static final String VIEW_OF_PARTS = "/query/v2/view";

    /** Stands for all dimensions of a type, in the parameter {@code breakdown}. */
    public static final String ALL_DIMENSIONS = "*";

    /**
     * {@code GET ?tenant=}: the {@link Drops} of a tenant; without it, those of records that do not
     * tell whose they are.
     */
    public static final String DROPS = "/query/v1/drops";

    private QueryPaths() {}
}
