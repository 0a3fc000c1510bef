package dev.tidemark.aggregator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fails when an upgrade of Kafka Streams moves the moment that {@link CommitHook} relies on. */
class CommitHookTest {

    private final List<String> log = new ArrayList<>();
    private final TopologyTestDriver driver = new TopologyTestDriver(topology(), new Properties());

    @AfterEach
    void close() {
        driver.close();
    }

    /** The driver commits after each record. */
    @Test
    void shouldHandOnBeforeTheCommitAndNotWhileProcessing() {
        send("a");
        send("b");

        assertThat(log)
                .containsExactly("processed a", "handing on [a]", "processed b", "handing on [b]");
        assertThat(received()).containsExactly("a", "b");
    }

    @Test
    void shouldHandOnInTheNameOfTheNewestRecord() {
        send("a");
        send("offset");

        assertThat(received()).containsExactly("a", "events/0/1");
    }

    @Test
    void shouldHandOnNothingBeforeAnythingIsHeld() {
        driver.advanceWallClockTime(Duration.ofSeconds(5));

        assertThat(log).isEmpty();
    }

    @Test
    void shouldActInTheNameOfTheNewestRecordBetweenCommits() {
        send("a");
        send("b");
        log.clear();

        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(log).startsWith("acting on events/0/1");
    }

    @Test
    void shouldForgetWhatWasNotHandedOnWhenTheTaskCloses() {
        new TopologyTestDriver(topology(), new Properties()).close();

        assertThat(log).containsExactly("discarding");
    }

    private void send(String value) {
        driver.createInputTopic("events", new StringSerializer(), new StringSerializer())
                .pipeInput("key", value);
    }

    private List<String> received() {
        return driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                .readValuesToList();
    }

    private Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("events", Consumed.with(Serdes.String(), Serdes.String()))
                .process(
                        new ProcessorSupplier<String, String, String, String>() {
                            @Override
                            public Processor<String, String, String, String> get() {
                                return new Holder();
                            }

                            @Override
                            public Set<StoreBuilder<?>> stores() {
                                return Set.of(CommitHook.named("held"));
                            }
                        })
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    /** Holds each value back until it is asked for. */
    private final class Holder extends ContextualProcessor<String, String, String, String>
            implements CommitHook.Held {

        private final List<String> held = new ArrayList<>();
        private CommitHook hook;

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            hook = context.getStateStore("held");
            hook.attach(context, this);
            context.schedule(
                    Duration.ofSeconds(1),
                    PunctuationType.WALL_CLOCK_TIME,
                    nowMs -> {
                        hook.asNewest(() -> log.add("acting on " + origin()));
                        context.commit();
                    });
        }

        @Override
        public void process(Record<String, String> item) {
            held.add(item.value());
            hook.holdsCurrentRecord();
            log.add("processed " + item.value());
        }

        @Override
        public void handOn() {
            log.add("handing on " + held);
            for (String value : held) {
                context()
                        .forward(new Record<>("key", value.equals("offset") ? origin() : value, 0));
            }
            held.clear();
        }

        private String origin() {
            return context()
                    .recordMetadata()
                    .map(from -> from.topic() + "/" + from.partition() + "/" + from.offset())
                    .orElse("nowhere");
        }

        @Override
        public void discard() {
            log.add("discarding");
        }
    }
}
