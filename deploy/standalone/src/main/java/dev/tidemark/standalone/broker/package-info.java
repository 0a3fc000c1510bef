/** A whole Kafka (KRaft broker and controller) inside this JVM, and the folder that it keeps. */
@NullMarked
package dev.tidemark.standalone.broker;

import org.jspecify.annotations.NullMarked;
