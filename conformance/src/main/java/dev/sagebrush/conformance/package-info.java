/** Placeholder. */
package dev.sagebrush.conformance;
