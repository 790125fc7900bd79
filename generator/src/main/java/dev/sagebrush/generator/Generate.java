package dev.sagebrush.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads every model in a folder and writes its Java below another. A file that would not change is
 * left alone, so that the compiler does not see it as new; a file no model asks for is removed.
 */
public final class Generate {

  private final Path target;
  private final Set<Path> written = new HashSet<>();

  private Generate(Path target) {
    this.target = target;
  }

  /**
   * Runs the generator.
   *
   * @param args the folder of models, the folder for sources
   */
  public static void main(String[] args) throws IOException {
    Path models = Path.of(args[0]);
    Generate generate = new Generate(Path.of(args[1]));
    try (Stream<Path> files = Files.list(models)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        String id = file.getFileName().toString().replace(".json", "");
        generate.api(new Api(id, Json.read(file)));
      }
    }
    generate.removeOthers();
  }

  private void api(Api api) throws IOException {
    write(api, api.service() + "Api", ApiWriter.table(api));
    for (String name : api.shapes().keySet()) {
      Map<String, Object> shape = api.shape(name);
      boolean document = Json.flag(shape, "document");
      if (Json.text(shape, "type").equals("structure") && !document) {
        write(api, api.typeName(name), RecordWriter.source(api, name));
      } else if (shape.containsKey("enum")) {
        write(api, api.typeName(name), ApiWriter.constants(api, name));
      }
    }
  }

  private void write(Api api, String type, String source) throws IOException {
    Path folder = target.resolve(api.javaPackage().replace('.', '/'));
    Path file = folder.resolve(type + ".java");
    if (!written.add(file)) {
      throw new IllegalStateException(api.id() + " asks twice for " + file);
    }
    Files.createDirectories(folder);
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.writeString(file, source);
    }
  }

  private void removeOthers() throws IOException {
    List<Path> stale;
    try (Stream<Path> files = Files.walk(target)) {
      stale = files.filter(Files::isRegularFile).filter(file -> !written.contains(file)).toList();
    }
    for (Path file : stale) {
      Files.delete(file);
    }
  }
}
