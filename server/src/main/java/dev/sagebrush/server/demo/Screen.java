package dev.sagebrush.server.demo;

import java.io.PrintStream;
import java.util.Locale;

/** What the demo shows: lines, and one line that changes while something runs. */
final class Screen {

  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private boolean live;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A line that stays. */
  void line(String format, Object... values) {
    clear();
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** A line in bold. */
  void title(String text) {
    clear();
    out.println(terminal ? "\033[1m" + text + "\033[0m" : text);
  }

  /** Shows a state until the next line or state; nothing where the output is not a terminal. */
  void state(String text) {
    if (terminal) {
      String shown = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
      out.print("\r\033[K     \033[2m" + shown + "\033[0m");
      out.flush();
      live = true;
    }
  }

  private void clear() {
    if (live) {
      out.print("\r\033[K");
      live = false;
    }
  }
}
