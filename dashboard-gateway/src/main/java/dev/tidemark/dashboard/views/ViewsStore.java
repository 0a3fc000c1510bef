package dev.tidemark.dashboard.views;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All lists, as far as the topic was read. Thread-safe; one thread applies, many ask.
 *
 * <p>It holds the records' bytes, and knows how many those are: owners without keys are as many as
 * somebody likes.
 */
final class ViewsStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Stored> lists = new HashMap<>();
    private long bytes;
    private long nextOffset;

    /** Takes a list in place of the one that its owner had. */
    void apply(String owner, Stored list) {
        lock.lock();
        try {
            Stored before = lists.put(owner, list);
            bytes += list.json().length - (before == null ? 0 : before.json().length);
        } finally {
            lock.unlock();
        }
    }

    /** Everything before this offset was applied. */
    void reached(long offset) {
        lock.lock();
        try {
            nextOffset = offset;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything before this offset was applied; false if that takes too long. */
    boolean await(long offset, Duration patience) throws InterruptedException {
        long leftNanos = patience.toNanos();
        lock.lock();
        try {
            while (nextOffset < offset && leftNanos > 0) {
                leftNanos = moved.awaitNanos(leftNanos);
            }
            return nextOffset >= offset;
        } finally {
            lock.unlock();
        }
    }

    /** The offset up to which everything was applied. */
    long nextOffset() {
        lock.lock();
        try {
            return nextOffset;
        } finally {
            lock.unlock();
        }
    }

    /** The list of this owner; of one who never wrote, an empty one. */
    Stored find(String owner) {
        lock.lock();
        try {
            return lists.getOrDefault(owner, Stored.NONE);
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes all lists have. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
