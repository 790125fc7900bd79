/**
 * Turns the pinned API models into Java: one record per structure, one holder of constants per
 * enumeration, one table of operations per service. Runs in the build of {@code model}; nothing of
 * it is in the server.
 */
package dev.sagebrush.generator;
