package dev.sagebrush.services.kms;

/** Marks in its key when something is to be done about which key. */
record Due(String key) {}
