/** Training side by side with scikit-learn on the same rows, the fit alone timed. */
@NullMarked
package dev.sagebrush.bench.fit;

import org.jspecify.annotations.NullMarked;
