/** HTTP/1.1 and HTTP/2, in clear and over TLS on one port: a small server face over Netty. */
@NullMarked
package dev.sagebrush.wire.http;

import org.jspecify.annotations.NullMarked;
