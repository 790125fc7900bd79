package dev.sagebrush.services.secretsmanager;

/** Marks in its key when something is to be done about which secret. */
record Due(String key) {}
