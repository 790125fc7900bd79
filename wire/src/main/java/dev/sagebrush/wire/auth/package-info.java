/**
 * Who sends a request, and whether its bytes are those that were sent: Signature Version 4 and 2,
 * session tokens, aws-chunked bodies, checksums. Independent of the transport.
 *
 * <p>Sources: <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS
 * Signature Version 4 for API requests</a>, <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">the
 * same for S3</a>, <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html">Signature
 * Version 2 for S3</a>.
 */
@NullMarked
package dev.sagebrush.wire.auth;

import org.jspecify.annotations.NullMarked;
