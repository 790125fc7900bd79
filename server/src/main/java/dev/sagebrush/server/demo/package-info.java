/** {@code sagebrush demo}: trains, deploys and predicts on real data while one watches. */
@NullMarked
package dev.sagebrush.server.demo;

import org.jspecify.annotations.NullMarked;
