package dev.sagebrush.services.iam;

import java.time.Instant;

/** A credential report: lines of values with commas between. */
record ReportRow(Instant generated, String content) {}
