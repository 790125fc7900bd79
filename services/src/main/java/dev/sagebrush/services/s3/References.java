package dev.sagebrush.services.s3;

/**
 * How often a blob is named.
 *
 * @param count by objects and parts, from 1
 */
record References(int count) {}
