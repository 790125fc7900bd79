/**
 * Linear models for two classes, many classes and numbers, trained by mini-batch descent.
 *
 * <ol>
 *   <li>Features (and, for numbers, the label) are centred and scaled by statistics of a sample.
 *   <li>Many models with perturbed settings learn side by side: one product serves a whole group of
 *       models. A group belongs to one thread; groups share nothing but the rows.
 *   <li>After each epoch every model's objective is taken on the validation data, or on a sample of
 *       the training data; each model's best weights are kept, and training ends early when the
 *       leader no longer improves.
 *   <li>The best model is chosen by the selection criterion, the decision threshold is calibrated,
 *       and the scaling is folded into the weights: the result works on raw rows.
 * </ol>
 *
 * <p>Optimisers: Adam (Kingma and Ba, ICLR 2015), RMSProp (Tieleman and Hinton, 2012), momentum
 * SGD; wd adds wd·w to the gradient of the mean loss, l1 shrinks weights by rate·l1 after each step
 * (proximal step; Duchi and Singer, JMLR 2009).
 *
 * <p>Time: O(stored entries · models) an epoch. Memory beyond the data: five arrays of columns ×
 * models; dense data once more, laid column by column, where that fits a quarter of the heap;
 * sparse data is never written out.
 */
@NullMarked
package dev.sagebrush.learn.linear;

import org.jspecify.annotations.NullMarked;
