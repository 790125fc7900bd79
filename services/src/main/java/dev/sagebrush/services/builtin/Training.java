package dev.sagebrush.services.builtin;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.learn.Dataset;
import dev.sagebrush.learn.Fitting;
import dev.sagebrush.learn.InputException;
import dev.sagebrush.learn.InvalidDataException;
import dev.sagebrush.learn.Model;
import dev.sagebrush.learn.Parameters;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One training job, from its folder to its model. */
final class Training {

  /** Exit code when the user can mend what is wrong. */
  static final int CLIENT_ERROR = 2;

  /** Exit code when the user cannot. */
  static final int ALGORITHM_ERROR = 1;

  /** Exit code of a process that was asked to end and has no model: 128 + SIGTERM. */
  static final int TERMINATED = 143;

  private final Builtin builtin;
  private final TrainingFolder folder;
  private final PrintStream out;
  private final Clock clock;
  private final BooleanSupplier stopping;

  Training(
      Builtin builtin,
      TrainingFolder folder,
      PrintStream out,
      Clock clock,
      BooleanSupplier stopping) {
    this.builtin = builtin;
    this.folder = folder;
    this.out = out;
    this.clock = clock;
    this.stopping = stopping;
  }

  /** Trains; returns the exit code. */
  int run() {
    TrainingLog log = builtin.log(out, clock, "algo-1");
    try {
      log = builtin.log(out, clock, folder.host());
      train(log);
      return 0;
    } catch (InputException e) {
      String said = Objects.requireNonNullElse(e.getMessage(), "The input cannot be used.");
      return fail(log, "ClientError: " + said, said, CLIENT_ERROR);
    } catch (CancellationException e) {
      log.info("The training was stopped: " + e.getMessage());
      return TERMINATED;
    } catch (OutOfMemoryError e) {
      long most = Runtime.getRuntime().maxMemory() >> 20;
      String said =
          "The training needs more memory than the "
              + most
              + " MiB that it may use; give it less"
              + " data, or run on a machine with more memory.";
      return fail(log, "ClientError: " + said, said, CLIENT_ERROR);
    } catch (ExceptionInInitializerError e) {
      return fail(log, Objects.requireNonNullElse(e.getCause(), e));
    } catch (IOException | RuntimeException | Error e) {
      return fail(log, e);
    }
  }

  private int fail(TrainingLog log, Throwable e) {
    return fail(log, "AlgorithmError: Internal error: " + e, trace(e), ALGORITHM_ERROR);
  }

  private int fail(TrainingLog log, String reason, String detail, int code) {
    log.error(detail);
    try {
      folder.fail(reason);
    } catch (IOException e) {
      log.error("The reason could not be written: " + e);
    }
    return code;
  }

  private static String trace(Throwable error) {
    StringBuilder text = new StringBuilder();
    Throwable each = error;
    while (each != null) {
      text.append(text.isEmpty() ? "" : "\nCaused by: ").append(each);
      for (StackTraceElement frame : each.getStackTrace()) {
        text.append("\n  at ").append(frame);
      }
      each = each.getCause();
    }
    return text.toString();
  }

  private void train(TrainingLog log) throws IOException {
    Map<String, String> given = folder.hyperparameters();
    log.begin(defaults(), given);
    Parameters parameters = builtin.parameters(given, log);
    Map<String, Channel> channels = folder.channels();
    check(channels);
    Dataset training = data(channels, builtin.channels().getFirst(), parameters);
    if (training == null) {
      throw new IllegalStateException("a required channel is missing after the check");
    }
    Fitting fitting =
        new Fitting(
            training,
            data(channels, "validation", parameters),
            data(channels, "test", parameters),
            parameters,
            0,
            Runtime.getRuntime().availableProcessors(),
            log,
            builtin.checkpoints(folder),
            stopping,
            System::nanoTime);
    Model model = builtin.algorithm().fit(fitting);
    builtin.save(model, folder);
    log.end();
  }

  private Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    builtin
        .algorithm()
        .parameters()
        .all()
        .forEach(spec -> {
          if (spec.fallback() != null) {
            defaults.put(spec.name(), spec.fallback());
          }
        });
    return defaults;
  }

  private void check(Map<String, Channel> channels) {
    String required = builtin.channels().getFirst();
    if (!channels.containsKey(required)) {
      throw InvalidDataException.of(
          "The channel '%s' is required; the job has the channels %s.",
          required, channels.keySet());
    }
    for (String name : channels.keySet()) {
      if (!builtin.channels().contains(name)) {
        throw InvalidDataException.of(
            "The channel '%s' is not known to %s, which takes %s.",
            name, builtin.title(), String.join(", ", builtin.channels()));
      }
    }
  }

  private @Nullable Dataset data(Map<String, Channel> channels, String name, Parameters parameters)
      throws IOException {
    Channel channel = channels.get(name);
    if (channel == null) {
      return null;
    }
    Dataset data = channel.read(builtin.format(channel, parameters));
    builtin.check(channel, data, parameters);
    return data;
  }
}
