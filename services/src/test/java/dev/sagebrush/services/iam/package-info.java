@NullMarked
package dev.sagebrush.services.iam;

import org.jspecify.annotations.NullMarked;
