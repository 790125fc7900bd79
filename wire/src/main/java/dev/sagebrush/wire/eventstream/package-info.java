/**
 * Event streams: framed messages with headers and checksums, both ways. Source: Smithy
 * specification, "Amazon Event Stream" and "Event streams".
 */
@NullMarked
package dev.sagebrush.wire.eventstream;

import org.jspecify.annotations.NullMarked;
