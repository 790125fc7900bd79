/**
 * From bytes to typed requests and back: HTTP, TLS, signatures, the AWS protocols, event streams
 * and validation. Knows every protocol and no service.
 */
@NullMarked
package dev.sagebrush.wire;

import org.jspecify.annotations.NullMarked;
