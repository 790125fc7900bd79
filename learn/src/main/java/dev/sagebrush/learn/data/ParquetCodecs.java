package dev.sagebrush.learn.data;

import com.github.luben.zstd.Zstd;
import dev.sagebrush.learn.InvalidDataException;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Unpacks the pages of Parquet files without Hadoop's codecs, and with a bound on what a page may
 * claim to hold. It packs nothing.
 */
final class ParquetCodecs implements CompressionCodecFactory {
  private static final int LARGEST_PAGE = 1 << 28;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("pages are only read here");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Decompressor(codec);
  }

  @Override
  public void release() {
    // Nothing is held.
  }

  private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      byte[] bytes = packed.toInputStream().readAllBytes();
      return BytesInput.from(unpacked(bytes, size));
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer into, int size)
        throws IOException {
      byte[] bytes = new byte[packedSize];
      packed.get(bytes);
      into.put(unpacked(bytes, size));
    }

    @Override
    public void release() {
      // Nothing is held.
    }

    private byte[] unpacked(byte[] packed, int size) throws IOException {
      if (size < 0 || size > LARGEST_PAGE) {
        throw InvalidDataException.of(
            "a page claims to hold %d bytes; at most %d are read", size, LARGEST_PAGE);
      }
      byte[] bytes = new byte[size];
      long length =
          switch (codec) {
            case UNCOMPRESSED -> {
              System.arraycopy(packed, 0, bytes, 0, size);
              yield size;
            }
            case SNAPPY ->
                Snappy.uncompressedLength(packed) == size
                    ? Snappy.uncompress(packed, 0, packed.length, bytes, 0)
                    : -1;
            case GZIP -> {
              try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                yield in.readNBytes(bytes, 0, size);
              }
            }
            case ZSTD -> Zstd.decompressByteArray(bytes, 0, size, packed, 0, packed.length);
            case LZ4_RAW ->
                new Lz4Decompressor().decompress(packed, 0, packed.length, bytes, 0, size);
            case LZO, BROTLI, LZ4 ->
                throw InvalidDataException.of(
                    "compression %s is not read; SNAPPY, GZIP, ZSTD, LZ4_RAW or none is", codec);
          };
      if (length != size) {
        throw InvalidDataException.of(
            "a page holds %d bytes instead of the %d it claims", length, size);
      }
      return bytes;
    }
  }
}
