/** Events that go both ways, between the server and the AWS SDK for Java. */
@NullMarked
package dev.sagebrush.conformance.eventstreams;

import org.jspecify.annotations.NullMarked;
