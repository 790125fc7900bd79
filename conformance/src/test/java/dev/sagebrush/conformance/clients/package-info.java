/** Unmodified AWS clients, each doing the same work against one server. */
@NullMarked
package dev.sagebrush.conformance.clients;

import org.jspecify.annotations.NullMarked;
