/** What the fuzzers of this module share. */
@NullMarked
package dev.sagebrush.wire.fuzz;

import org.jspecify.annotations.NullMarked;
