@NullMarked
package dev.sagebrush.kernel.policy;

import org.jspecify.annotations.NullMarked;
