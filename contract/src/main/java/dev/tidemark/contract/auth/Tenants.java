package dev.tidemark.contract.auth;

import dev.tidemark.contract.Names;

/**
 * The tenants that a key is bound to: one, or all.
 *
 * @param name the tenant, or {@code *}, which no tenant can be called
 */
public record Tenants(String name) {

    /** Every tenant. */
    public static final Tenants ALL = new Tenants("*");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is neither a tenant's nor {@code *}
     */
    public Tenants {
        if (!name.equals("*") && !Names.isTenant(name)) {
            throw new IllegalArgumentException("tenant '" + name + "': " + Names.TENANT_RULE);
        }
    }

    /** Whether these are all. */
    public boolean areAll() {
        return name.equals("*");
    }

    /** Whether this tenant is among them. */
    public boolean include(String tenant) {
        return areAll() || name.equals(tenant);
    }

    @Override
    public String toString() {
        return name;
    }
}
