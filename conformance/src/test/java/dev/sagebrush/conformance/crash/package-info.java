/** What is left after the server was killed in the middle of its work. */
@NullMarked
package dev.sagebrush.conformance.crash;

import org.jspecify.annotations.NullMarked;
