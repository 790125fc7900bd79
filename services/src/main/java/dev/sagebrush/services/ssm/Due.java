package dev.sagebrush.services.ssm;

/** Marks in its key when which parameter expires. */
record Due(String key) {}
