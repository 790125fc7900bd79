package dev.sagebrush.conformance.clients;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Which Python there is. */
final class Python {

  private Python() {}

  /** The one on the path if boto3 is installed there, else Debian's. */
  static String withBoto3() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-c", "import boto3")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean there = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    return there ? "python3" : "/usr/bin/python3";
  }
}
