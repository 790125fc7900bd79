package dev.sagebrush.kernel.policy;

import org.jspecify.annotations.Nullable;

/**
 * A statement that applies to a request.
 *
 * @param type of the policy
 * @param policy its name: an ARN, or the name of an inline policy
 * @param statement the place of the statement, from 0
 * @param sid its id; null without one
 * @param effect what it does
 */
public record StatementMatch(
    PolicyType type, String policy, int statement, @Nullable String sid, Effect effect) {}
