package dev.tidemark.benchmarks.load;

/** The events of a sequence as they stand in their topic. Immutable. */
final class EventBytes {

    /** In all; few series have many variants, so that batches compress as in production. */
    private static final int TEMPLATES = 20_000;

    private final EventSequence sequence;
    private final int variants;
    private final EventTemplate[] templates;

    EventBytes(EventSequence sequence) {
        Workload workload = sequence.workload();
        this.sequence = sequence;
        this.variants = Math.max(1, TEMPLATES / workload.series());
        this.templates = new EventTemplate[workload.series() * variants];
        for (int i = 0; i < templates.length; i++) {
            templates[i] = EventTemplate.of(workload.key(i / variants), i);
        }
    }

    /** The event at this place. */
    byte[] at(long place) {
        long salt = sequence.saltAt(place);
        int variant = (int) ((salt >>> 40) % variants);
        return templates[sequence.seriesAt(place) * variants + variant].copy(
                sequence.valueAt(place), sequence.timestampAt(place), salt);
    }
}
