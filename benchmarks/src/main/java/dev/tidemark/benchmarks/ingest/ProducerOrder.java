package dev.tidemark.benchmarks.ingest;

/**
 * What the producer's process is told to do.
 *
 * @param bootstrapServers where events go
 * @param payloadFile has an event on each line
 * @param records how many to send
 */
record ProducerOrder(String bootstrapServers, String payloadFile, long records) {}
