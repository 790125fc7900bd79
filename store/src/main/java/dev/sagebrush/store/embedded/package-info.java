/**
 * The engines that need nothing installed: SQLite for tables and series, plain files for blobs and
 * logs. Each owns one directory, holds its lock while open and documents its format.
 */
@NullMarked
package dev.sagebrush.store.embedded;

import org.jspecify.annotations.NullMarked;
