/** Checks requests against the constraints of the model and words what they break. */
@NullMarked
package dev.sagebrush.wire.validation;

import org.jspecify.annotations.NullMarked;
