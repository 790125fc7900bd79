package dev.sagebrush.kernel.policy;

/** What one value of a condition demands of a value of the request. */
@FunctionalInterface
interface ConditionTest {

  boolean matches(String value, RequestContext context);
}
