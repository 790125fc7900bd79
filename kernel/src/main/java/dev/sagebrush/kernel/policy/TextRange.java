package dev.sagebrush.kernel.policy;

/**
 * A stretch of a document. Lines and columns count from 1, columns in UTF-16 units.
 *
 * @param startLine where it begins
 * @param startColumn of its first character
 * @param endLine where it ends
 * @param endColumn behind its last character
 */
public record TextRange(int startLine, int startColumn, int endLine, int endColumn) {}
