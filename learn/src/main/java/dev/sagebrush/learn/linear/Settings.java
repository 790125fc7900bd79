package dev.sagebrush.learn.linear;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one of the models side by side learns.
 *
 * @param schedulerStep mini-batches between decays; 0 for no decay
 * @param positiveWeight weight of the label 1
 */
record Settings(
    String optimizer,
    double learningRate,
    double l1,
    double wd,
    double momentum,
    double beta1,
    double beta2,
    double biasRate,
    double biasDecay,
    int schedulerStep,
    double schedulerFactor,
    double schedulerMinimum,
    double positiveWeight) {

  /** The step size of a mini-batch, counted from 0. */
  double rate(long step) {
    if (schedulerStep == 0) {
      return learningRate;
    }
    long decays = step / schedulerStep;
    double decayed = learningRate * Math.pow(schedulerFactor, decays);
    return Math.max(decayed, Math.min(learningRate, schedulerMinimum));
  }

  /** By parameter name, for people. */
  Map<String, String> describe() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("optimizer", optimizer);
    words.put("learning_rate", Double.toString(learningRate));
    words.put("l1", Double.toString(l1));
    words.put("wd", Double.toString(wd));
    words.put("lr_scheduler_step", Integer.toString(schedulerStep));
    words.put("lr_scheduler_factor", Double.toString(schedulerFactor));
    words.put("lr_scheduler_minimum_lr", Double.toString(schedulerMinimum));
    words.put("positive_example_weight_mult", Double.toString(positiveWeight));
    return words;
  }
}
