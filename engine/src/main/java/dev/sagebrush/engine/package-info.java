/** Heavy work outside the server's own process, and what runs it. */
@NullMarked
package dev.sagebrush.engine;

import org.jspecify.annotations.NullMarked;
