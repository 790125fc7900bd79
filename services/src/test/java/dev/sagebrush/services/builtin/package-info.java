/** Tests of the built-in containers. */
@NullMarked
package dev.sagebrush.services.builtin;

import org.jspecify.annotations.NullMarked;
