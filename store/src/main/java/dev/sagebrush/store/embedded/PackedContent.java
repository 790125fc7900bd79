package dev.sagebrush.store.embedded;

import java.nio.channels.FileChannel;

/** A small content within a segment. */
record PackedContent(String id, PackedSegment.Found found) implements StoredContent {

  @Override
  public FileChannel channel() {
    return found.channel();
  }

  @Override
  public long start() {
    return found.position() + PackedEntry.HEADER;
  }

  @Override
  public long length() {
    return found.entry().length();
  }

  @Override
  public Checksums checksums() {
    Checksums checksums = new Checksums();
    int length = found.entry().length();
    checksums.add(length, length == 0 ? new int[0] : new int[] {found.entry().crc()});
    return checksums;
  }
}
