package dev.sagebrush.learn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files for tests, written by the library. */
final class ParquetSamples {
  private ParquetSamples() {}

  /** Rows whose cells follow from the row and the name of the column. */
  static byte[] write(String schema, int rows, CompressionCodecName codec) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new Target(out))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .withCompressionCodec(codec)
            .build()) {
      for (int row = 0; row < rows; row++) {
        writer.write(group(type, row));
      }
    }
    return out.toByteArray();
  }

  private static Group group(MessageType type, int row) {
    Group group = new SimpleGroup(type);
    type.getFields()
        .forEach(field -> {
          switch (field.getName()) {
            case "y" -> group.add("y", row);
            case "a" -> {
              if (row % 3 != 0) {
                group.add("a", row + 0.5);
              }
            }
            case "b" -> group.add("b", row + 0.25f);
            case "c" -> group.add("c", 7L * row);
            case "d" -> group.add("d", row % 2 == 1);
            default -> group.add(field.getName(), "text");
          }
        });
    return group;
  }

  private record Target(ByteArrayOutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSize) {
      return new DelegatingPositionOutputStream(out) {
        @Override
        public long getPos() {
          return out.size();
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
