/**
 * The common grammar of the algorithms: a {@link dev.sagebrush.learn.Dataset} and {@link
 * dev.sagebrush.learn.Parameters} go into an {@link dev.sagebrush.learn.Algorithm}, a {@link
 * dev.sagebrush.learn.Model} comes out, and {@link dev.sagebrush.learn.Progress} hears about it.
 *
 * <p>Every algorithm states its parameters once, as {@link dev.sagebrush.learn.ParameterSpecs};
 * validation, tuning, documentation and forms are all read from that one statement. Results depend
 * on the data, the parameters and the seed, never on the number of threads.
 */
@NullMarked
package dev.sagebrush.learn;

import org.jspecify.annotations.NullMarked;
