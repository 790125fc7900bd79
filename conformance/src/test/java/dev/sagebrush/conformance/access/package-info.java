/** Who may do what, as unmodified clients find it. */
@NullMarked
package dev.sagebrush.conformance.access;

import org.jspecify.annotations.NullMarked;
