package dev.tidemark.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message where it lies, read field by field, as often as wanted. Not thread-safe.
 *
 * <p>All methods throw {@link InvalidProtocolBufferException} for bytes that are no message.
 */
final class Message {

    private final byte[] bytes;
    private final int begin;
    private final int length;
    private final CodedInputStream in;
    private int tag;

    /** The message that the first of these bytes are. */
    Message(byte[] bytes, int length) {
        this(bytes, 0, length);
    }

    /** A message without fields. */
    static Message empty() {
        return new Message(new byte[0], 0);
    }

    private Message(byte[] bytes, int begin, int length) {
        this.bytes = bytes;
        this.begin = begin;
        this.length = length;
        this.in = CodedInputStream.newInstance(bytes, begin, length);
    }

    /** The tag of a field, whose value is of one of the wire types of {@code WireFormat}. */
    static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** The same message from its beginning. */
    Message again() {
        return new Message(bytes, begin, length);
    }

    /** Goes to the next field; false if there is none. */
    boolean next() throws IOException {
        tag = in.readTag();
        return tag != 0;
    }

    /** The tag of the field that it stands on. */
    int tag() {
        return tag;
    }

    /** Goes behind a field that is of no interest. */
    void skip() throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that did not begin");
        }
    }

    /** The field as a message of its own. */
    Message message() throws IOException {
        int size = in.readRawVarint32();
        int start = begin + in.getTotalBytesRead();
        in.skipRawBytes(size);
        return new Message(bytes, start, size);
    }

    /** Goes into the field, a message, as if its fields were this one's; gives what to leave to. */
    int enter() throws IOException {
        return in.pushLimit(in.readRawVarint32());
    }

    /** Goes behind the message that was entered, once {@link #next} was false. */
    void leave(int outer) {
        in.popLimit(outer);
    }

    /** The field as text; null if that is not UTF-8. */
    @Nullable String text() throws IOException {
        ByteString text = in.readBytes();
        return text.isValidUtf8() ? text.toStringUtf8() : null;
    }

    /** The field as bytes. */
    byte[] bytes() throws IOException {
        return in.readByteArray();
    }

    /** The field as a whole number of variable length. */
    long varint() throws IOException {
        return in.readRawVarint64();
    }

    /** The field as a whole number of 64 bits. */
    long fixed() throws IOException {
        return in.readRawLittleEndian64();
    }

    /** The field as a number. */
    double number() throws IOException {
        return in.readDouble();
    }
}
