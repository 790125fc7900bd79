/**
 * Uploads by HTML forms: {@code POST} of {@code multipart/form-data} to a bucket, allowed by a
 * signed policy among its fields.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST
 * policy</a>; <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html">Browser-based
 * uploads using POST</a>.
 */
@NullMarked
package dev.sagebrush.wire.form;

import org.jspecify.annotations.NullMarked;
