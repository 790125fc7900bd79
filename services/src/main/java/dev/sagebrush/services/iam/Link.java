package dev.sagebrush.services.iam;

/** What a row leads to: the id or the key of another. */
record Link(String to) {}
