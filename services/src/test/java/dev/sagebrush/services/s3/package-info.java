/** S3 through its typed operations, over real stores in temporary folders. */
@NullMarked
package dev.sagebrush.services.s3;

import org.jspecify.annotations.NullMarked;
