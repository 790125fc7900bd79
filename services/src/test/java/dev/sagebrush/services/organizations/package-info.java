@NullMarked
package dev.sagebrush.services.organizations;

import org.jspecify.annotations.NullMarked;
