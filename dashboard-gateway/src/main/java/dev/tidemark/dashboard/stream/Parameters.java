package dev.tidemark.dashboard.stream;

import java.util.List;
import java.util.Optional;

/** The query parameters of one request. */
@FunctionalInterface
public interface Parameters {

    /** All values of this name, in their order; empty if it is not there. */
    List<String> all(String name);

    /** The first value of this name, if it is there. */
    default Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
