/** The embedded engines against the contracts, and what is theirs alone: formats and crashes. */
@NullMarked
package dev.sagebrush.store.embedded;

import org.jspecify.annotations.NullMarked;
