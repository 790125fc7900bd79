@NullMarked
package dev.sagebrush.services.ssm;

import org.jspecify.annotations.NullMarked;
