/**
 * Dense kernels and the threads that run them. The kernels have two forms with the same contract:
 * one on the Vector API and one in plain Java for a runtime without that module.
 */
@NullMarked
package dev.sagebrush.learn.math;

import org.jspecify.annotations.NullMarked;
