/**
 * The AWS APIs as data: shapes, constraints and operations read from the pinned models in {@code
 * model/aws}, and the few types that the records generated from them share.
 *
 * <p>For each model the build generates a package {@code dev.sagebrush.model.<service>} with one
 * record per structure, one holder of constants per enumeration and one {@code <Service>Api} with a
 * constant per operation.
 */
@NullMarked
package dev.sagebrush.model;

import org.jspecify.annotations.NullMarked;
