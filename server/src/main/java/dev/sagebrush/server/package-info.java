/** Placeholder. */
package dev.sagebrush.server;
