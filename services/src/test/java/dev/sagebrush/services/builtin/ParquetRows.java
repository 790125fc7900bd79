package dev.sagebrush.services.builtin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Rows as a Parquet file of float columns. */
final class ParquetRows {

  private ParquetRows() {}

  static byte[] write(List<String> lines) throws IOException {
    StringBuilder schema = new StringBuilder("message rows {");
    for (int i = 0; i < Tables.floats(lines.getFirst()).length; i++) {
      schema.append(" required float c").append(i).append(';');
    }
    MessageType type = MessageTypeParser.parseMessageType(schema.append(" }").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new Target(out))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .build()) {
      for (String line : lines) {
        Group group = new SimpleGroup(type);
        for (float cell : Tables.floats(line)) {
          group.add(group.getType().getFieldName(next(group)), cell);
        }
        writer.write(group);
      }
    }
    return out.toByteArray();
  }

  /** The first column that has no value yet. */
  private static int next(Group group) {
    int column = 0;
    while (group.getFieldRepetitionCount(column) > 0) {
      column++;
    }
    return column;
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
