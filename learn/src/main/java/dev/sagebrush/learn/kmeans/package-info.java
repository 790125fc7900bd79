/**
 * K-means for streams of any length, after three sources: mini-batch updates of the centres
 * (Sculley, "Web-scale k-means clustering", WWW 2010), more centres than asked for while streaming,
 * shrunk to k at the end (Guha et al., "Clustering data streams", FOCS 2000), and k-means++ starts
 * (Arthur and Vassilvitskii, SODA 2007).
 *
 * <ol>
 *   <li>K = k × extra_center_factor centres start from rows of the first batch.
 *   <li>Each mini-batch moves its nearest centres: c ← (1 − p)·c + p·mean, p = new / (old + new),
 *       with counts that halve every half_life_time_size rows.
 *   <li>Lloyd's algorithm on the K centres weighted by their counts, from several starts, leaves k.
 *   <li>Without decay, Lloyd's algorithm on the rows themselves then improves the k centres until
 *       the loss falls by less than a tenth of the tolerance. Streaming alone loses one to three
 *       per cent against it; with decay it is left out, because old rows must not regain their
 *       weight.
 * </ol>
 *
 * <p>Time: O(rows · K · columns · epochs) for the stream, O(rows · k · columns) for each pass of
 * the last step. Memory beyond the data: O(K · columns + rows), and the data once more, laid column
 * by column, where that fits a quarter of the heap.
 */
@NullMarked
package dev.sagebrush.learn.kmeans;

import org.jspecify.annotations.NullMarked;
