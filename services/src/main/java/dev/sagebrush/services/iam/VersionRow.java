package dev.sagebrush.services.iam;

import java.time.Instant;

/** One version of a managed policy; its document as it came. */
record VersionRow(int number, String document, Instant created) {}
