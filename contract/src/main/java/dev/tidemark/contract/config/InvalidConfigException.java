package dev.tidemark.contract.config;

import java.util.List;

/** Thrown at start when settings break their rules; the message lists every violation. */
public final class InvalidConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> violations;

    InvalidConfigException(List<String> violations) {
        super(String.join("; ", violations));
        this.violations = List.copyOf(violations);
    }

    /** Each violation as one sentence: key, value, rule. */
    public List<String> violations() {
        return violations;
    }
}
