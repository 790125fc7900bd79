package dev.sagebrush.learn.boost;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/** The OpenMP runtime, which XGBoost's library takes from the machine. */
final class OpenMp {

  private OpenMp() {}

  /**
   * Loads the GNU runtime first, for the dynamic linker does not tell Java what it missed.
   *
   * @param library the name by which the linker finds it
   * @throws NativeException if it is not there, with what to do
   */
  static void require(String library) {
    try {
      SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new NativeException(
          "XGBoost needs the GNU OpenMP runtime, "
              + library
              + ", which this machine does not have. Install it (Debian, Ubuntu: apt-get install"
              + " libgomp1; Fedora: dnf install libgomp) and start the server again.",
          e);
    }
  }
}
