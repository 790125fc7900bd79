/**
 * The policy engine: whether somebody may do something, and which statement says so. It knows no
 * service, no wire and no store: what applies to a request is handed to it.
 *
 * <ul>
 *   <li>{@link PolicyReader} reads a document of a {@link PolicyType} into a {@link Policy}, or
 *       says in AWS's words what is wrong with it. Keep the policy: reading is slow, asking is not.
 *   <li>{@link AccessRequest} is the question: a {@link Requester}, an action, a resource and the
 *       account it belongs to, and a {@link RequestContext} ({@link LazyContext} looks values up
 *       when a condition asks).
 *   <li>{@link Policies} is all that applies: identity, boundary, session, resource, and the levels
 *       of the organization.
 *   <li>{@link Evaluator} answers with a {@link Decision}: the outcome, the statement that decided,
 *       and what each layer says; {@link Decision#because} is the end of AWS's sentence.
 * </ul>
 *
 * <pre>{@code
 * Policy read = PolicyReader.read(document, PolicyType.IDENTITY);
 * Decision decision =
 *     Evaluator.decide(
 *         AccessRequest.of(
 *                 Requester.of(call.principal(), call.origin().session()),
 *                 "s3:GetObject",
 *                 "arn:aws:s3:::lake/raw/1.csv",
 *                 new LazyContext().put("aws:SourceIp", call.origin().sourceIp()))
 *             .of(accountOfTheBucket),
 *         Policies.NONE
 *             .withIdentity(List.of(new NamedPolicy("arn:aws:iam::000000000000:policy/read", read)))
 *             .withResource(bucketPolicies));
 * if (!decision.allowed()) {
 *   throw denied(decision.because("s3:GetObject"));
 * }
 * }</pre>
 *
 * <p>Several actions or resources are several requests. Not its concern: sizes and quotas, whether
 * a principal exists, what belongs into the context, who is the management account (hand over no
 * levels for it). An access control list or a key's grant comes in as {@link Policies#granted}; a
 * key's policy and a role's trust policy are asked with {@link AccessRequest#resourceFirst}.
 */
@NullMarked
package dev.sagebrush.kernel.policy;

import org.jspecify.annotations.NullMarked;
