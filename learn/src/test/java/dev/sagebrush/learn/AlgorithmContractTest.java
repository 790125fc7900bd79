package dev.sagebrush.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every algorithm on the list promises; a new one is covered without being told. */
class AlgorithmContractTest {
  static final int COLUMNS = 4;

  @TempDir Path folder;

  static List<Algorithm> algorithms() {
    return Algorithms.all();
  }

  /** Rows around two centres, labelled by the nearer one, one label in ten flipped. */
  static Dataset data(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * COLUMNS];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      int side = random.nextInt(2);
      labels[row] = random.nextInt(10) == 0 ? 1 - side : side;
      for (int j = 0; j < COLUMNS; j++) {
        values[row * COLUMNS + j] = (float) (random.nextGaussian() + 2 * side + 10 * j);
      }
    }
    return Dataset.labelled(new DenseMatrix(rows, COLUMNS, values), labels);
  }

  static Fitting fitting(Algorithm algorithm, Dataset data) {
    return Fitting.of(data, algorithm.parameters().parse(algorithm.example()));
  }

  private byte[] saved(Model model, String name) {
    try {
      Path target = Files.createDirectories(folder.resolve(name));
      model.save(target);
      byte[] all = {};
      try (var files = Files.list(target)) {
        for (Path file : files.sorted().toList()) {
          byte[] bytes = Files.readAllBytes(file);
          int end = all.length;
          all = Arrays.copyOf(all, end + bytes.length);
          System.arraycopy(bytes, 0, all, end, bytes.length);
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void sameSeedSameModelWhateverTheThreads(Algorithm algorithm) throws IOException {
    Dataset data = data(600, 1);
    Dataset other = data(200, 2);
    Fitting fitting = fitting(algorithm, data).withValidation(other).withTest(other).withSeed(7);
    byte[] first = saved(algorithm.fit(fitting), "first");
    assertArrayEquals(first, saved(algorithm.fit(fitting), "again"));
    assertArrayEquals(first, saved(algorithm.fit(fitting.withThreads(2)), "two"));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void loadsWhatItSaved(Algorithm algorithm) throws IOException {
    Dataset data = data(300, 3);
    Model model = algorithm.fit(fitting(algorithm, data).withSeed(5));
    byte[] bytes = saved(model, "model");
    Model loaded = algorithm.load(folder.resolve("model"));
    assertEquals(model.provenance(), loaded.provenance());
    assertEquals(model.features(), loaded.features());
    assertEquals(model.outputs(), loaded.outputs());
    assertArrayEquals(model.predict(data.features()), loaded.predict(data.features()));
    assertArrayEquals(bytes, saved(loaded, "copy"));
    assertEquals(algorithm.name(), model.provenance().algorithm());
    assertEquals(data.fingerprint(), model.provenance().data());
    assertEquals(5, model.provenance().seed());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void refusesDamagedFiles(Algorithm algorithm) throws IOException {
    saved(algorithm.fit(fitting(algorithm, data(300, 3))), "model");
    Path target = folder.resolve("model");
    List<Path> files;
    try (var list = Files.list(target)) {
      files = list.toList();
    }
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 7) {
        Files.write(file, Arrays.copyOf(whole, cut));
        assertThrows(
            InvalidDataException.class, () -> algorithm.load(target), file + " cut at " + cut);
      }
      Files.write(file, whole);
    }
    assertNotNull(algorithm.load(target));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void sparseAndDenseRowsPredictAlike(Algorithm algorithm) throws IOException {
    Dataset data = data(300, 4);
    Model model = algorithm.fit(fitting(algorithm, data));
    float[] dense = model.predict(data.features());
    assertArrayEquals(dense, model.predict(allStored(data.features())), 1e-3f);
    assertEquals(300 * model.outputs().size(), dense.length);
  }

  /** A sparse matrix that stores each entry. */
  private static SparseMatrix allStored(Matrix dense) {
    int size = dense.rows() * dense.columns();
    long[] offsets = new long[dense.rows() + 1];
    int[] columns = new int[size];
    for (int i = 0; i < size; i++) {
      columns[i] = i % dense.columns();
      offsets[i / dense.columns() + 1] = i + 1L;
    }
    return new SparseMatrix(
        dense.rows(), dense.columns(), offsets, columns, dense.dense().values());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void refusesBadInput(Algorithm algorithm) throws IOException {
    Map<String, String> more = new HashMap<>(algorithm.example());
    more.put("no_such_parameter", "1");
    assertThrows(InvalidParameterException.class, () -> algorithm.parameters().parse(more));
    Dataset none = Dataset.labelled(new DenseMatrix(0, COLUMNS, new float[0]));
    assertThrows(InvalidDataException.class, () -> algorithm.fit(fitting(algorithm, none)));
    Model model = algorithm.fit(fitting(algorithm, data(300, 5)));
    DenseMatrix narrow = new DenseMatrix(1, COLUMNS - 1, new float[COLUMNS - 1]);
    assertThrows(InvalidDataException.class, () -> model.predict(narrow));
    assertThrows(IOException.class, () -> algorithm.load(folder.resolve("absent")));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyParameterExplainsItself(Algorithm algorithm) {
    for (ParameterSpec spec : algorithm.parameters().all()) {
      assertTrue(!spec.meaning().isBlank(), spec.name());
      assertTrue(!spec.domain().allowed().isBlank(), spec.name());
      assertTrue(!spec.required() || algorithm.example().containsKey(spec.name()), spec.name());
      assertTrue(!spec.required() || spec.fallback() == null, spec.name());
    }
    assertEquals(algorithm, Algorithms.named(algorithm.name()));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void predictsWithoutGarbage(Algorithm algorithm) throws IOException {
    Model model = algorithm.fit(fitting(algorithm, data(300, 6)));
    Matrix row = data(1, 8).features();
    float[] output = new float[model.outputs().size()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Compiled code allocates nothing; interpreted code may box. Rounds let the compiler catch up.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5_000 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        model.predict(row, 0, output, 0);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 1_000, "a thousand predictions allocate " + least + " bytes");
  }
}
