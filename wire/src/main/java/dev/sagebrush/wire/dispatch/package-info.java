/**
 * The one way every call takes, whether a client makes it or another service: find the operation,
 * know the caller, read and check the request, ask whether it may, serve it, write the answer.
 */
@NullMarked
package dev.sagebrush.wire.dispatch;

import org.jspecify.annotations.NullMarked;
