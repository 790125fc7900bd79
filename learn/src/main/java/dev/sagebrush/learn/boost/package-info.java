/**
 * Gradient boosted trees and linear boosters after XGBoost (Chen and Guestrin, "XGBoost: A Scalable
 * Tree Boosting System", KDD 2016).
 *
 * <p>{@link dev.sagebrush.learn.boost.Boost} trains with XGBoost's own native library, a round at a
 * time, with early stopping, checkpoints and repeated k-fold cross-validation. {@link
 * dev.sagebrush.learn.boost.BoostModel} reads the model files that any XGBoost from 1.6 on writes,
 * in UBJSON or JSON, and predicts in plain Java on flat arrays: about a memory access for each
 * level of each tree, and no allocation for a row.
 *
 * <p>The process that trains should be started with {@code OMP_WAIT_POLICY=PASSIVE}: the native
 * threads otherwise spin while they wait, which on busy cores costs many times the work itself.
 */
@NullMarked
package dev.sagebrush.learn.boost;

import org.jspecify.annotations.NullMarked;
