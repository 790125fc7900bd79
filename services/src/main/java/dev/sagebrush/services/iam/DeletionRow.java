package dev.sagebrush.services.iam;

import java.time.Instant;

/** That a service-linked role was deleted; its service had nothing that used it. */
record DeletionRow(String role, Instant ended) {}
