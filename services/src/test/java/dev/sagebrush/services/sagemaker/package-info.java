/** Tests of Amazon SageMaker, over real stores, S3 and processes. */
@NullMarked
package dev.sagebrush.services.sagemaker;

import org.jspecify.annotations.NullMarked;
