/** Measurements, side by side with other people's programs. */
@NullMarked
package dev.sagebrush.bench;

import org.jspecify.annotations.NullMarked;
