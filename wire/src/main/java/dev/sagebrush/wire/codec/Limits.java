package dev.sagebrush.wire.codec;

/**
 * How much a stranger may send in a document that is held in memory.
 *
 * @param documentBytes the size of a document; streamed content is not counted
 * @param depth how deep structures, lists and maps may nest
 * @param parameters how many parameters a form or a query string may have
 */
public record Limits(int documentBytes, int depth, int parameters) {

  /** 25 MiB, 128 levels, 200 000 parameters: above every published quota of the served APIs. */
  public static final Limits DEFAULT = new Limits(25 << 20, 128, 200_000);

  /** These limits with another size of a document. */
  public Limits documentBytes(int other) {
    return new Limits(other, depth, parameters);
  }
}
