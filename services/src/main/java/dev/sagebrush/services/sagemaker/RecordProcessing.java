package dev.sagebrush.services.sagemaker;

import dev.sagebrush.engine.container.JobFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a batch transform does to records on their way into and out of the model.
 *
 * @param input which part of a record the model sees
 * @param output which part of the answer, or of the join, is kept
 * @param join whether the answer is put beside the whole record
 */
record RecordProcessing(RecordFormat format, JsonPath input, JsonPath output, boolean join) {

  /** The body of a request. */
  byte[] request(List<byte[]> records) throws JobFailure {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] record : records) {
      body.writeBytes(encode(input.select(decode(record))));
      if (format != RecordFormat.JSON) {
        body.write('\n');
      }
    }
    return body.toByteArray();
  }

  /** What is kept of an answer. */
  byte[] answer(List<byte[]> records, byte[] answer) throws JobFailure {
    List<byte[]> answers = split(answer);
    if (join && answers.size() != records.size()) {
      throw new JobFailure(
          "the model answered "
              + records.size()
              + " records with "
              + answers.size()
              + ": they cannot be joined");
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int i = 0; i < answers.size(); i++) {
      Object result = decode(answers.get(i));
      Object joined = join ? joined(decode(records.get(i)), result) : result;
      kept.writeBytes(encode(output.select(joined)));
      if (format != RecordFormat.JSON) {
        kept.write('\n');
      }
    }
    return kept.toByteArray();
  }

  private List<byte[]> split(byte[] answer) {
    if (format == RecordFormat.JSON) {
      return List.of(answer);
    }
    return new String(answer, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isEmpty())
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private Object joined(@Nullable Object record, @Nullable Object result) {
    if (format == RecordFormat.CSV) {
      List<Object> all = new ArrayList<>((List<?>) java.util.Objects.requireNonNull(record));
      all.addAll((List<?>) java.util.Objects.requireNonNull(result));
      return all;
    }
    Map<Object, @Nullable Object> both = new LinkedHashMap<>();
    if (record instanceof Map<?, ?> object) {
      object.forEach(both::put);
    } else {
      both.put("SageMakerInput", record);
    }
    both.put("SageMakerOutput", result);
    return both;
  }

  private @Nullable Object decode(byte[] record) throws JobFailure {
    if (format == RecordFormat.CSV) {
      return RecordFormat.fields(new String(record, StandardCharsets.UTF_8));
    }
    try {
      return JsonText.read(record);
    } catch (IOException e) {
      throw new JobFailure("a record is not JSON: " + e.getMessage(), e);
    }
  }

  private byte[] encode(@Nullable Object value) {
    if (format != RecordFormat.CSV) {
      return JsonText.bytes(value);
    }
    String line =
        value instanceof List<?> fields
            ? fields.stream().map(String::valueOf).collect(Collectors.joining(","))
            : String.valueOf(value);
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
