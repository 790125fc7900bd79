/** Placeholder. */
package dev.sagebrush.engine;
