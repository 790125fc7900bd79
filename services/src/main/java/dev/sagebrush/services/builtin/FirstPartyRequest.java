package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.data.Example;
import dev.sagebrush.learn.data.RecordIoReader;
import dev.sagebrush.learn.data.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a request to an algorithm of Amazon's own: every feature of every row. */
final class FirstPartyRequest {

  private final int columns;

  /** Requests to a model with so many features. */
  FirstPartyRequest(int columns) {
    this.columns = columns;
  }

  /**
   * Rows in CSV.
   *
   * @param labels how many columns stand before the features
   */
  int csv(byte[] body, int labels, Workspace space) {
    Floats features = space.features;
    // Without labels the row that every workspace has is wide enough.
    float[] room = labels <= 1 ? space.row : new float[columns + labels];
    return CsvRequest.read(
        body,
        room,
        (cells, count, line) -> {
          if (count != columns + labels) {
            throw InvalidDataException.of(
                "line %d has %d features, but the model has %d", line, count - labels, columns);
          }
          for (int i = labels; i < count; i++) {
            if (Float.isNaN(cells[i])) {
              throw InvalidDataException.of(
                  "line %d, column %d is empty; a number is expected", line, i + 1);
            }
          }
          features.add(cells, labels, columns);
        });
  }

  /** Rows of {@code {"instances": […]}}. */
  int json(byte[] body, Workspace space) {
    JsonScanner json = new JsonScanner(body, 0, body.length);
    int rows = -1;
    if (json.open('{', '}')) {
      do {
        String name = json.name();
        switch (name) {
          case "instances" -> rows = instances(json, space.features);
          case "configuration" -> configuration(json);
          default -> json.skip();
        }
      } while (json.more('}'));
    }
    json.finish();
    if (rows < 0) {
      throw new InvalidDataException("the JSON has no member 'instances'; it must be a list");
    }
    return rows;
  }

  private int instances(JsonScanner json, Floats features) {
    int rows = 0;
    if (json.open('[', ']')) {
      do {
        instance(json, features, ++rows);
      } while (json.more(']'));
    }
    return rows;
  }

  /** Rows of JSON Lines, an instance on each. */
  int jsonLines(byte[] body, Workspace space) {
    int rows = 0;
    for (int at = 0; at < body.length; ) {
      int end = CsvRequest.lineEnd(body, at);
      JsonScanner json = new JsonScanner(body, at, end);
      if (json.peek() != 0) {
        instance(json, space.features, ++rows);
        json.finish();
      }
      at = end + 1;
    }
    return rows;
  }

  private void instance(JsonScanner json, Floats features, int row) {
    int before = features.size();
    if (json.open('{', '}')) {
      do {
        switch (json.name()) {
          case "features" -> tensor(json, features, row);
          case "data" -> data(json, features, row);
          case "configuration" -> configuration(json);
          default -> json.skip();
        }
      } while (json.more('}'));
    }
    if (features.size() != before + columns) {
      throw InvalidDataException.of(
          "instance %d has %d features, but the model has %d",
          row, features.size() - before, columns);
    }
  }

  private void data(JsonScanner json, Floats features, int row) {
    if (json.open('{', '}')) {
      do {
        if (json.name().equals("features")) {
          tensor(json, features, row);
        } else {
          json.skip();
        }
      } while (json.more('}'));
    }
  }

  /** {@code [values]} or {@code {"values": [], "keys": [], "shape": []}}. */
  private void tensor(JsonScanner json, Floats features, int row) {
    if (json.peek() == '[') {
      json.numbers(features);
      return;
    }
    Floats values = new Floats();
    Floats keys = new Floats();
    Floats shape = new Floats();
    if (json.open('{', '}')) {
      do {
        switch (json.name()) {
          case "values" -> json.numbers(values);
          case "keys" -> json.numbers(keys);
          case "shape" -> json.numbers(shape);
          default -> json.skip();
        }
      } while (json.more('}'));
    }
    if (keys.size() == 0 && shape.size() == 0) {
      features.add(values.array(), 0, values.size());
      return;
    }
    if (keys.size() != values.size()) {
      throw InvalidDataException.of(
          "instance %d has %d keys, but %d values", row, keys.size(), values.size());
    }
    float[] dense = new float[columns];
    for (int i = 0; i < keys.size(); i++) {
      place(dense, (long) keys.get(i), values.get(i), row);
    }
    features.add(dense, 0, columns);
  }

  private void place(float[] dense, long key, float value, int row) {
    if (key < 0 || key >= columns) {
      throw InvalidDataException.of(
          "instance %d has the key %d, but the model has %d features", row, key, columns);
    }
    dense[(int) key] = value;
  }

  private static void configuration(JsonScanner json) {
    if (json.open('{', '}')) {
      throw new InvalidDataException(
          "the configuration has the option '" + json.name() + "', but there are none");
    }
  }

  /** Rows of RecordIO-protobuf; their uid and metadata are kept for the answer. */
  List<Example> recordIo(byte[] body, Workspace space) {
    List<Example> all = new ArrayList<>();
    try {
      RecordIoReader reader = new RecordIoReader(new ByteArrayInputStream(body), "the request");
      while (reader.next()) {
        Example example = Example.parse(reader.payload(), 0, reader.length());
        Tensor features = example.features().get(Example.VALUES);
        if (features == null || features instanceof Tensor.Bytes) {
          throw InvalidDataException.of(
              "record %d has no feature tensor 'values' of numbers", reader.record());
        }
        record(features, space.features, all.size() + 1);
        all.add(example);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private void record(Tensor tensor, Floats into, int row) {
    if (tensor.keys().length == 0 && tensor.size() > 0) {
      if (tensor.size() != columns) {
        throw InvalidDataException.of(
            "record %d has %d features, but the model has %d", row, tensor.size(), columns);
      }
      for (int i = 0; i < columns; i++) {
        into.add(tensor.value(i));
      }
      return;
    }
    float[] dense = new float[columns];
    for (int i = 0; i < tensor.size(); i++) {
      place(dense, tensor.keys()[i], tensor.value(i), row);
    }
    into.add(dense, 0, columns);
  }
}
