package dev.tidemark.dashboard.stream;

/** Whether a client may begin a stream. */
sealed interface Admission {

    /** It may. Closing the subscription leaves again. */
    record Admitted(Subscription subscription) implements Admission {}

    /** This gateway holds as many streams as it may. */
    record TooManyConnections(int limit) implements Admission {}

    /** The tenant has as many streams on this gateway as it may. */
    record TooManyOfTenant(int limit) implements Admission {}

    /** The address has as many streams on this gateway as it may. */
    record TooManyOfAddress(int limit) implements Admission {}

    /** The tenant's clients already watch as many distinct views as they may. */
    record TooManyViews(int limit) implements Admission {}

    /** The gateway is being stopped. */
    record Closing() implements Admission {}
}
