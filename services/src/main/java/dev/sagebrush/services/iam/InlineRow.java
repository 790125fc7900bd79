package dev.sagebrush.services.iam;

/** A policy that belongs to one user, group or role; its document as it came. */
record InlineRow(String name, String document) {}
