package dev.sagebrush.learn.boost;

import dev.sagebrush.learn.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * XGBoost's C interface, called without a binding in between: of the XGBoost4J artifact only the
 * native library is used, which exports the whole interface, slicing and label bounds included.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/dev/c__api_8h.html">XGBoost C API</a>
 */
final class NativeLibrary {
  /** A pointer, also a handle of the library. */
  static final MemoryLayout POINTER = ValueLayout.ADDRESS;

  /** An unsigned 64-bit length. */
  static final MemoryLayout LENGTH = ValueLayout.JAVA_LONG;

  /** A 32-bit integer. */
  static final MemoryLayout INT = ValueLayout.JAVA_INT;

  /** A 32-bit floating-point number. */
  static final MemoryLayout FLOAT = ValueLayout.JAVA_FLOAT;

  private static final int LONGEST_ERROR = 1 << 20;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = load();
  private static final MethodHandle LAST_ERROR =
      LINKER.downcallHandle(
          SYMBOLS.findOrThrow("XGBGetLastError"), FunctionDescriptor.of(ValueLayout.ADDRESS));

  private static final MethodHandle CONFIGURE = function("XGBSetGlobalConfig", POINTER);

  private NativeLibrary() {}

  /** A function that returns 0 or -1. */
  static MethodHandle function(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        SYMBOLS.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /**
   * A function that returns 0 or -1 and may be given arrays of the Java heap in place: they are not
   * copied, at the price that the collector waits for the call.
   */
  static MethodHandle functionOnHeap(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        SYMBOLS.findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        Linker.Option.critical(true));
  }

  /**
   * Calls a function.
   *
   * @throws InvalidDataException if the library objects to the data, in its own words
   * @throws NativeException if it fails in any other way
   */
  static void call(MethodHandle function, Object... arguments) {
    int result;
    try {
      result = (int) function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeException("the native call failed", e);
    }
    if (result != 0) {
      throw NativeException.of(lastError());
    }
  }

  /**
   * Does something without the library's warnings on the error stream: those that a function is
   * deprecated, of which the replacement would need a copy of the data outside the heap.
   */
  static void quietly(Runnable task) {
    verbosity(0);
    try {
      task.run();
    } finally {
      verbosity(1);
    }
  }

  private static void verbosity(int level) {
    try (Arena arena = Arena.ofConfined()) {
      call(CONFIGURE, arena.allocateFrom("{\"verbosity\":" + level + "}"));
    }
  }

  private static String lastError() {
    try {
      MemorySegment text = (MemorySegment) LAST_ERROR.invokeExact();
      return text.reinterpret(LONGEST_ERROR).getString(0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeException("the native call failed and did not say why", e);
    }
  }

  private static SymbolLookup load() {
    String resource = "/lib/" + system() + "/" + machine() + "/" + file();
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new NativeException("there is no XGBoost library for this machine: " + resource);
      }
      if (system().equals("linux")) {
        OpenMp.require("libgomp.so.1");
      }
      Path copy = Files.createTempFile("xgboost", "-" + file());
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      SymbolLookup symbols = SymbolLookup.libraryLookup(copy, Arena.global());
      if (system().equals("windows")) {
        copy.toFile().deleteOnExit();
      } else {
        // What is mapped lives on without its name, and a killed process leaves nothing behind.
        Files.delete(copy);
      }
      return symbols;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("linux") ? "linux" : name.contains("mac") ? "macos" : "windows";
  }

  private static String machine() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "aarch64" : "x86_64";
  }

  private static String file() {
    return switch (system()) {
      case "linux" -> "libxgboost4j.so";
      case "macos" -> "libxgboost4j.dylib";
      default -> "xgboost4j.dll";
    };
  }
}
