/**
 * What outsiders see: unmodified clients, the official protocol cases, and the rules of the house.
 */
@NullMarked
package dev.sagebrush.conformance;

import org.jspecify.annotations.NullMarked;
