/** Placeholder. */
package dev.sagebrush.services;
