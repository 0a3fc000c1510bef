package dev.tidemark.benchmarks.protocols;

/**
 * One time that was taken.
 *
 * @param protocol its name
 * @param moment since when
 * @param round from 1 on
 * @param millis until all tenants were answered for
 */
record Row(String protocol, String moment, int round, long millis) {

    static Row of(Protocol protocol, Moment moment, int round, long millis) {
        return new Row(protocol.label(), moment.label(), round, millis);
    }

    boolean is(Protocol wanted, Moment when) {
        return protocol.equals(wanted.label()) && moment.equals(when.label());
    }
}
