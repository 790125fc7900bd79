/** The AWS protocols: from an HTTP request to a typed one, from a typed answer to an HTTP one. */
@NullMarked
package dev.sagebrush.wire.protocol;

import org.jspecify.annotations.NullMarked;
