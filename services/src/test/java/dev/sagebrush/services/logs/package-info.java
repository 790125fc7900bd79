@NullMarked
package dev.sagebrush.services.logs;

import org.jspecify.annotations.NullMarked;
