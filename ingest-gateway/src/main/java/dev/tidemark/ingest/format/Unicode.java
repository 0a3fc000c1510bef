package dev.tidemark.ingest.format;

import java.nio.CharBuffer;

/** The one rule for text that JSON itself does not enforce. */
public final class Unicode {

    private Unicode() {}

    /**
     * Whether every surrogate has its partner. JSON can write lone ones ({@code "\ud800"}), but
     * UTF-8 cannot, so neither a topic nor an answer could hold them.
     */
    public static boolean isWellFormed(CharSequence text) {
        boolean afterHigh = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (afterHigh != Character.isLowSurrogate(c)) {
                return false;
            }
            afterHigh = Character.isHighSurrogate(c);
        }
        return !afterHigh;
    }

    /** The same of so many characters from {@code offset} on. */
    static boolean isWellFormed(char[] text, int offset, int length) {
        return isWellFormed(CharBuffer.wrap(text, offset, length));
    }
}
