/**
 * The checksums of S3: calculators, the joining of the checksums of parts, and their names on the
 * wire. Here, and not in wire, because those who check a request and those who keep an object both
 * need them.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking
 * object integrity in Amazon S3</a>.
 */
@NullMarked
package dev.sagebrush.kernel.checksum;

import org.jspecify.annotations.NullMarked;
