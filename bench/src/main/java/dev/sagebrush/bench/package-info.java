/**
 * Side-by-side runs against other people's programs: {@code ./sagebrush bench [name...]}.
 *
 * <p>A {@link dev.sagebrush.bench.Benchmark} measures ours and theirs by turns (A B A B) in one run
 * on one machine, so that whatever else the machine does hits both, and reports medians. Absolute
 * times depend on the machine and its load; the factor between the two columns is what counts.
 * Where the other program is not installed the benchmark says so and is skipped.
 */
@NullMarked
package dev.sagebrush.bench;

import org.jspecify.annotations.NullMarked;
