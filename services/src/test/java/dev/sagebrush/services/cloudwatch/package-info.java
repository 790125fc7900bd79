@NullMarked
package dev.sagebrush.services.cloudwatch;

import org.jspecify.annotations.NullMarked;
