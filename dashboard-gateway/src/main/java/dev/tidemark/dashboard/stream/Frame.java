package dev.tidemark.dashboard.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The state of a view, encoded once as a server-sent event and shared by all who watch it.
 *
 * <p>Immutable, and so thread-safe: nobody writes to the array.
 */
final class Frame {

    private static final byte[] INIT = ascii("event: init\n");
    private static final byte[] UPDATE = ascii("event: update\n");

    /** The event as an update. As an init it differs only in its first line. */
    private final byte[] update;

    private Frame(byte[] update) {
        this.update = update;
    }

    static Frame of(Body body) {
        byte[] json = BodyWriter.write(body);
        ByteArrayOutputStream event = new ByteArrayOutputStream(json.length + 128);
        event.writeBytes(UPDATE);
        event.writeBytes(ascii("id: " + oneLine(body.answer().position()) + "\ndata: "));
        event.writeBytes(json);
        event.writeBytes(ascii("\n\n"));
        return new Frame(event.toByteArray());
    }

    /** A line break in an id would begin a field of the sender's choice. */
    private static String oneLine(String position) {
        return position.replaceAll("\\p{Cntrl}", "");
    }

    void writeInit(OutputStream out) throws IOException {
        out.write(INIT);
        out.write(update, UPDATE.length, update.length - UPDATE.length);
    }

    void writeUpdate(OutputStream out) throws IOException {
        out.write(update);
    }

    /** The event as it is written, for tests and logs. */
    @Override
    public String toString() {
        return new String(update, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
