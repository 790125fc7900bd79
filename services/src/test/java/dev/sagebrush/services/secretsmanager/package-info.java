@NullMarked
package dev.sagebrush.services.secretsmanager;

import org.jspecify.annotations.NullMarked;
