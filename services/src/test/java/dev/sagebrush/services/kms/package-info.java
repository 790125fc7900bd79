@NullMarked
package dev.sagebrush.services.kms;

import org.jspecify.annotations.NullMarked;
