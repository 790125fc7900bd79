/**
 * Loops over dense arrays and the threads that run them. All give the same bits on every machine,
 * interpreted or compiled, whatever the number of threads: sums have a fixed order, and nothing is
 * left to a mathematical library. The product has two forms, one on the Vector API and one in plain
 * Java; the others are written so that HotSpot makes vectors of them: short bodies, and every array
 * at the same index.
 */
@NullMarked
package dev.sagebrush.learn.math;

import org.jspecify.annotations.NullMarked;
