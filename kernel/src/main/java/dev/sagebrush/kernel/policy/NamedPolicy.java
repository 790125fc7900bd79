package dev.sagebrush.kernel.policy;

/**
 * A policy and what to call it when it decides.
 *
 * @param name the ARN of a managed policy, the name of an inline one, the ARN of the resource that
 *     has it
 * @param policy what it says
 */
public record NamedPolicy(String name, Policy policy) {}
