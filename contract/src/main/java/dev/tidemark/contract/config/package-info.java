/**
 * How settings that break a rule are reported: all at once, each with its key, its value and the
 * rule.
 */
@NullMarked
package dev.tidemark.contract.config;

import org.jspecify.annotations.NullMarked;
