package dev.tidemark.contract.query;

import java.util.List;

/**
 * Who holds the stores of a tenant.
 *
 * @param partition of the tenant
 * @param active {@code host:port} of the query server whose stores are written to
 * @param standbys {@code host:port} of the query servers that hold copies, in no order
 */
public record Owner(int partition, String active, List<String> standbys) {}
