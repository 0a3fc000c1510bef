package dev.tidemark.benchmarks.replay;

/**
 * A request as it stands between the quotes of a log's line.
 *
 * @param method {@code -} where the text is not a request
 * @param page path without query and fragment; {@code -} where the text is not a request
 */
record RequestLine(String method, String page) {

    private static final RequestLine NONE = new RequestLine("-", "-");
    private static final int MAX_METHOD_LENGTH = 32;

    /**
     * {@code METHOD target}, with or without {@code HTTP/x} behind it; a target may hold spaces.
     */
    static RequestLine of(String text) {
        int methodEnd = text.indexOf(' ');
        if (methodEnd < 1 || !isMethod(text, methodEnd)) {
            return NONE;
        }
        int last = text.lastIndexOf(' ');
        int end = last > methodEnd && text.startsWith("HTTP/", last + 1) ? last : text.length();
        String target = text.substring(methodEnd + 1, end).strip();
        return target.isEmpty()
                ? NONE
                : new RequestLine(text.substring(0, methodEnd), page(target));
    }

    private static boolean isMethod(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean inside = i > 0 && (c == '-' || c == '_');
            if (!inside && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return end <= MAX_METHOD_LENGTH;
    }

    private static String page(String target) {
        String path = withoutOrigin(target);
        int end = path.length();
        for (char c : new char[] {'?', '#'}) {
            int at = path.indexOf(c);
            end = at < 0 ? end : Math.min(end, at);
        }
        return end == 0 ? "/" : path.substring(0, end);
    }

    /** What a proxy is asked for names the server too; that is not part of the page. */
    private static String withoutOrigin(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return target;
        }
        int slash = target.indexOf('/', target.indexOf("//") + 2);
        return slash < 0 ? "/" : target.substring(slash);
    }
}
