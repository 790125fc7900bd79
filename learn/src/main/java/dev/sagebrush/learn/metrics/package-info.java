/**
 * Measures of predictions. Every sum is taken in double precision. A ratio whose denominator is
 * zero is 0, as in scikit-learn with {@code zero_division=0}; a measure that has no meaning on the
 * data (AUC with one class) is NaN.
 */
@NullMarked
package dev.sagebrush.learn.metrics;

import org.jspecify.annotations.NullMarked;
