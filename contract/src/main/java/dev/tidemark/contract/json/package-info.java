/** JSON where one part hands it to another: as text that is passed on, and as plain Java values. */
@NullMarked
package dev.tidemark.contract.json;

import org.jspecify.annotations.NullMarked;
