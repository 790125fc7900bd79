/**
 * What every service needs to know about a call and about the world: who calls, for which account
 * and region, what time it is, how things are named, paged, tagged and run in the background.
 */
@NullMarked
package dev.sagebrush.kernel;

import org.jspecify.annotations.NullMarked;
