package dev.sagebrush.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names of the model as names of Java. */
final class Names {

  /** Classes every file sees without an import; a record must not hide them. */
  private static final Set<String> JAVA_LANG =
      Set.of(
          "Boolean",
          "Character",
          "Class",
          "Comparable",
          "Deprecated",
          "Double",
          "Enum",
          "Error",
          "Exception",
          "Float",
          "Integer",
          "Iterable",
          "Long",
          "Math",
          "Module",
          "Number",
          "Object",
          "Override",
          "Package",
          "Process",
          "Record",
          "Runtime",
          "String",
          "System",
          "Thread",
          "Throwable",
          "Void");

  /** Methods without parameters that a record component must not be called. */
  private static final Set<String> RESERVED =
      Set.of(
          "builder",
          "toBuilder",
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait",
          "modelShape");

  private Names() {}

  /** {@code SageMaker Runtime} as {@code SageMakerRuntime}. */
  static String service(String serviceId) {
    return serviceId.replaceAll("[^A-Za-z0-9]", "");
  }

  /** {@code sagemaker-runtime} as {@code sagemakerruntime}. */
  static String javaPackage(String id) {
    return id.replaceAll("[^a-z0-9]", "");
  }

  /** A shape as a class; must agree with {@code GeneratedRecords} in {@code model}. */
  static String type(String shape, String service) {
    String name = Character.toUpperCase(shape.charAt(0)) + shape.substring(1);
    return JAVA_LANG.contains(name) ? service + name : name;
  }

  /**
   * A member as a component: {@code KMSKeyId} as {@code kmsKeyId}, {@code ETag} as {@code eTag}.
   */
  static String component(String member) {
    String clean = member.replaceAll("[^A-Za-z0-9_]", "_");
    int run = 0;
    while (run < clean.length() && Character.isUpperCase(clean.charAt(run))) {
      run++;
    }
    int lower = run <= 1 || run == clean.length() ? run : run - 1;
    String name = clean.substring(0, lower).toLowerCase(Locale.ROOT) + clean.substring(lower);
    boolean taken = SourceVersion.isKeyword(name) || RESERVED.contains(name);
    return taken ? name + "_" : name;
  }

  /**
   * {@code ListObjectsV2} as {@code LIST_OBJECTS_V2}, {@code ml.m5.xlarge} as {@code ML_M5_XLARGE}.
   */
  static String constant(String name) {
    String split =
        name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceAll("^_+|_+$", "")
            .toUpperCase(Locale.ROOT);
    if (split.isEmpty()) {
      return "EMPTY";
    }
    return Character.isDigit(split.charAt(0)) ? "_" + split : split;
  }
}
