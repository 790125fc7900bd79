package dev.sagebrush.server;

/** Which Sagebrush this is. */
final class Version {

  /** As in the build: the jar's manifest names it, a class folder has none. */
  static final String VERSION = ofManifest(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String ofManifest(@org.jspecify.annotations.Nullable String version) {
    return version == null ? "development" : version;
  }
}
