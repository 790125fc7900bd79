/**
 * The one list of what exists, and the process that serves it: the composition of rooms into a
 * server.
 */
@NullMarked
package dev.sagebrush.server;

import org.jspecify.annotations.NullMarked;
