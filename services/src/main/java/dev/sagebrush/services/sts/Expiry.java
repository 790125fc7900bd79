package dev.sagebrush.services.sts;

/** That a session ends at the time its key begins with. */
record Expiry() {}
