package dev.sagebrush.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the generated record of a structure: {@code <package>.<Shape>}, or with the service's name
 * before it where the shape's own would hide a class of {@code java.lang}.
 */
record GeneratedRecords(String javaPackage, Api api) implements ApiModel.Factories {

  private static final MethodType OF = MethodType.methodType(Struct.class, Object[].class);

  @Override
  public Function<@Nullable Object[], Struct> of(String shapeName, Supplier<Shape> shape) {
    return new Factory(this, shapeName);
  }

  private MethodHandle find(String shapeName) {
    String name = Character.toUpperCase(shapeName.charAt(0)) + shapeName.substring(1);
    String service = api.serviceId().replaceAll("[^A-Za-z0-9]", "");
    try {
      Class<?> type = load(name);
      if (type == null) {
        type = load(service + name);
      }
      if (type == null) {
        throw new IllegalStateException("no record was generated for " + api.id() + ":" + name);
      }
      MethodType exact = MethodType.methodType(type, Object[].class);
      return MethodHandles.publicLookup().findStatic(type, "ofMembers", exact).asType(OF);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private @Nullable Class<?> load(String name) {
    try {
      return Class.forName(javaPackage + "." + name);
    } catch (ClassNotFoundException absent) {
      return null;
    }
  }

  /** Looks the record up when the first value is made. */
  private static final class Factory implements Function<@Nullable Object[], Struct> {

    private final GeneratedRecords records;
    private final String shapeName;
    private @Nullable MethodHandle of;

    Factory(GeneratedRecords records, String shapeName) {
      this.records = records;
      this.shapeName = shapeName;
    }

    @Override
    public Struct apply(@Nullable Object[] values) {
      MethodHandle handle = of;
      if (handle == null) {
        handle = records.find(shapeName);
        of = handle;
      }
      try {
        return (Struct) handle.invokeExact(values);
      } catch (RuntimeException | Error failure) {
        throw failure;
      } catch (Throwable checked) {
        throw new IllegalStateException(checked);
      }
    }
  }
}
