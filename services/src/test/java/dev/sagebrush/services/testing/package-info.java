/** What the tests of services share. */
@NullMarked
package dev.sagebrush.services.testing;

import org.jspecify.annotations.NullMarked;
