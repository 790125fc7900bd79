package dev.sagebrush.model.access;

import org.jspecify.annotations.Nullable;

/**
 * A permission that a request needs.
 *
 * @param action for example {@code s3:GetObject}
 * @param resource an ARN, or {@code *} when the action is on no particular resource
 * @param passedTo the service a role is to be passed to; null unless that is what it is about
 */
public record Need(String action, String resource, @Nullable String passedTo) {}
