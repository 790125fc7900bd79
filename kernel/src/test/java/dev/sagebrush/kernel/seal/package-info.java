@NullMarked
package dev.sagebrush.kernel.seal;

import org.jspecify.annotations.NullMarked;
