package dev.sagebrush.bench;

/** The images of the built-in algorithms in us-east-1, as AWS's documentation lists them. */
final class Images {

  static final String XGBOOST =
      "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";
  static final String KMEANS = "382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1";
  static final String LINEAR_LEARNER =
      "382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1";

  private Images() {}
}
