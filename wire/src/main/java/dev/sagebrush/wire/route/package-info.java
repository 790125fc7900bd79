/** Finds out which operation of which service a request means, and in which protocol it speaks. */
@NullMarked
package dev.sagebrush.wire.route;

import org.jspecify.annotations.NullMarked;
