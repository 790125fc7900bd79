package dev.sagebrush.kernel.policy;

import java.util.List;

/**
 * What the policies of one type, or of one level of an organization, say about a request.
 *
 * @param type of the policies
 * @param level from 0, the root of the organization; 0 for other types
 * @param outcome what they say by themselves
 * @param grant how closely the policies of a resource name the requester; for other types {@link
 *     Grant#DIRECT} when they allow
 * @param matches the statements that apply: all of them after {@link Evaluator#explain}, else the
 *     ones that decided
 */
public record LayerResult(
    PolicyType type, int level, Outcome outcome, Grant grant, List<StatementMatch> matches) {

  /** Copies what it is given. */
  public LayerResult {
    matches = List.copyOf(matches);
  }
}
