/**
 * Where state lives: tables, blobs, logs and series, one small interface each. The embedded engines
 * need nothing installed; a distributed engine is one more class and one more subclass of the
 * contract test.
 */
@NullMarked
package dev.sagebrush.store;

import org.jspecify.annotations.NullMarked;
