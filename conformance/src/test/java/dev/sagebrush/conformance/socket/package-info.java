/**
 * What comes over the socket: awkward, forged, broken, half, or hostile; and how it is answered.
 */
@NullMarked
package dev.sagebrush.conformance.socket;

import org.jspecify.annotations.NullMarked;
