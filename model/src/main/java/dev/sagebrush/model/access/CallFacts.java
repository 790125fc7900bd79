package dev.sagebrush.model.access;

/**
 * What a resource's name takes from the call.
 *
 * @param region of the call
 * @param account of the caller
 * @param userName of the caller; empty unless it is a user
 */
public record CallFacts(String region, String account, String userName) {}
