package dev.tidemark.contract;

/**
 * The rules for names that come from outside.
 *
 * <p>They keep names free of the bytes that the codecs use as separators, and short enough that a
 * key stays small. Plain loops instead of regular expressions: they run once for every event.
 */
public final class Names {

    /** The tenant of events for which nothing else was said. */
    public static final String DEFAULT_TENANT = "default";

    /** The HTTP header that names the tenant of a request. */
    public static final String TENANT_HEADER = "X-Tenant-Id";

    /** The rule of {@link #isType}, in words, for error messages. */
    public static final String TYPE_RULE =
            "must match [a-z][a-z0-9_.]{0,63} (lower-case letters, digits, '_' and '.')";

    /** The rule of {@link #isTenant}, in words, for error messages. */
    public static final String TENANT_RULE =
            "must match [A-Za-z0-9][A-Za-z0-9_.-]{0,63} (letters, digits, '_', '.' and '-')";

    /** Whose events those are that do not tell their tenant; no tenant can be named so. */
    public static final String NO_TENANT = "";

    private static final int MAX_LENGTH = 64;

    private Names() {}

    /** Whether {@code name} may be the type of an event: {@value #TYPE_RULE}. */
    public static boolean isType(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !isLower(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code name} may be a tenant: {@value #TENANT_RULE}. */
    public static boolean isTenant(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !isAlphanumeric(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isAlphanumeric(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
