/**
 * Whether a call may be served: what an operation needs (the action table), what guards the
 * resource (its service), what the principal may (IAM) and what the organization allows, decided by
 * the policy engine, with AWS's sentence for a denial and the reasons kept for those who ask.
 */
@NullMarked
package dev.sagebrush.server.access;

import org.jspecify.annotations.NullMarked;
