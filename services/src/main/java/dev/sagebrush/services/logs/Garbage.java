package dev.sagebrush.services.logs;

/** That the events of a stream wait to be removed. */
record Garbage() {}
