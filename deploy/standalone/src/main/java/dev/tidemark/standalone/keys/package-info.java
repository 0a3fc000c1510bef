/**
 * {@code tidemark key}: makes, lists and revokes the API keys of a file. Running services follow
 * the file within a second.
 */
@NullMarked
package dev.tidemark.standalone.keys;

import org.jspecify.annotations.NullMarked;
