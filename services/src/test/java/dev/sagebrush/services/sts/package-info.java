@NullMarked
package dev.sagebrush.services.sts;

import org.jspecify.annotations.NullMarked;
