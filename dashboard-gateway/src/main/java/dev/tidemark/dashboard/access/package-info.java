/**
 * Who may look, as a program or as a browser.
 *
 * <p>An {@code EventSource} cannot send headers. So a browser shows its key once, to {@link
 * dev.tidemark.dashboard.access.SessionRoute}, and gets a cookie with a token of {@link
 * dev.tidemark.dashboard.access.SessionTokens}; {@link dev.tidemark.dashboard.access.ReadAccess}
 * lets in by either.
 */
@NullMarked
package dev.tidemark.dashboard.access;

import org.jspecify.annotations.NullMarked;
