/**
 * What runs and serves models: images, the process that trains, the server that answers. A built-in
 * algorithm, a user's script and a user's image are all seen through these interfaces.
 */
@NullMarked
package dev.sagebrush.engine.container;

import org.jspecify.annotations.NullMarked;
