/** The rules of the house (HOUSE.md), as far as classes and sources show them. */
@NullMarked
package dev.sagebrush.conformance.house;

import org.jspecify.annotations.NullMarked;
