package dev.sagebrush.services.iam;

/** That a managed policy is attached to somebody. */
record OwnerRow(Owner.Kind kind, String owner, String policy) {}
