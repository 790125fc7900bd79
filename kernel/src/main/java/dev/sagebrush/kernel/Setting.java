package dev.sagebrush.kernel;

import java.util.Locale;

/** Every setting there is, with its default and what it does: the only place that states them. */
public enum Setting {
  PORT("4566", "the port to listen on; 0 for any free one"),
  HOST("127.0.0.1", "the address to listen on"),
  DATA(".sagebrush", "the directory that holds everything that is stored"),
  MASTER_KEY("", "32 bytes in base 64 that protect the keys of the data directory"),
  MASTER_PASSPHRASE("", "a passphrase instead of master-key"),
  TLS_CERTIFICATE("", "a PEM file with the certificate chain; with tls-key, turns TLS on"),
  TLS_KEY("", "a PEM file with the private key of the certificate"),
  ALLOW_REMOTE_PLAINTEXT("false", "listen beyond this machine although TLS is off"),
  REGION("us-east-1", "the region of requests that name none"),
  MAX_HEADER_BYTES("65536", "the most bytes of a request's line and headers together"),
  MAX_BODY_BYTES("67108864", "the most bytes of a request body that is held in memory"),
  CLASSIC_BUCKETS("false", "give new buckets ACLs and no public access block, as before 2023"),
  LOG_LEVEL("info", "trace, debug, info, warn or error");

  private final String defaultValue;
  private final String help;

  Setting(String defaultValue, String help) {
    this.defaultValue = defaultValue;
    this.help = help;
  }

  /** What it is when nobody says otherwise; empty for none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What it does, in a line. */
  public String help() {
    return help;
  }

  /** Its name in a file and, after two dashes, on the command line: {@code max-body-bytes}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name in the environment: {@code SAGEBRUSH_MAX_BODY_BYTES}. */
  public String variable() {
    return "SAGEBRUSH_" + name();
  }

  /** Whether its value must stay unknown, and so may not stand on a command line. */
  boolean secret() {
    return this == MASTER_KEY || this == MASTER_PASSPHRASE;
  }

  /** Whether it is on or off, and on the command line on when it stands alone. */
  boolean flag() {
    return defaultValue.equals("false") || defaultValue.equals("true");
  }
}
