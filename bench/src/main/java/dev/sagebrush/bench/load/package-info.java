/**
 * A load generator that costs little beside what it measures: requests are signed and written out
 * once, then sent over plain sockets, the same bytes to either server.
 */
@NullMarked
package dev.sagebrush.bench.load;

import org.jspecify.annotations.NullMarked;
