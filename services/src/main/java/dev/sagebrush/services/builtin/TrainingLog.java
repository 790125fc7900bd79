package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.Progress;
import java.util.Map;

/** Writes what happens in a training job in the form that scripts and metrics' regexes expect. */
interface TrainingLog extends Progress {

  /** The job begins with what the user gave. */
  void begin(Map<String, String> defaults, Map<String, String> given);

  /** A line for people. */
  void info(String text);

  /** The job fails; the text may have several lines. */
  void error(String text);

  /** The job's model is written. */
  void end();
}
