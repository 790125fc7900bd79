/** Placeholder. */
package dev.sagebrush.bench;
