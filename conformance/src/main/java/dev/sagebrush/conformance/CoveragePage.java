package dev.sagebrush.conformance;

import dev.sagebrush.model.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The page that says which operations of each service are served and which are missing, read off
 * the services' own tables of contents.
 */
public final class CoveragePage {

  private CoveragePage() {}

  /** The page in Markdown for these services. */
  public static String of(List<Service> services) {
    List<Service> sorted = new ArrayList<>(services);
    sorted.sort(Comparator.comparing(service -> service.api().fullName()));
    StringBuilder page = new StringBuilder();
    page.append("# What is served\n\n");
    page.append("Made from the services' tables of contents: not to be edited.\n");
    page.append("An operation that is missing answers `NotImplemented`.\n\n");
    page.append("| Service | Done | Of | |\n|---|--:|--:|--:|\n");
    int done = 0;
    int all = 0;
    for (Service service : sorted) {
      int served = service.operations().size();
      int modelled = service.api().model().operationNames().size();
      page.append(row(link(service), served, modelled));
      done += served;
      all += modelled;
    }
    page.append(row("All", done, all));
    sorted.forEach(service -> section(service, page));
    return page.toString();
  }

  private static String row(String name, int done, int all) {
    long percent = all == 0 ? 0 : Math.round(100.0 * done / all);
    return "| " + name + " | " + done + " | " + all + " | " + percent + " % |\n";
  }

  private static String link(Service service) {
    String name = service.api().fullName();
    String anchor = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    return "[" + name + "](#" + anchor + ")";
  }

  private static void section(Service service, StringBuilder page) {
    Set<String> done = new TreeSet<>(service.operations());
    Set<String> missing = new TreeSet<>(service.api().model().operationNames());
    missing.removeAll(done);
    page.append("\n## ").append(service.api().fullName()).append("\n\n");
    page.append("**Done** ").append(listed(done)).append("\n\n");
    page.append("**Missing** ").append(listed(missing)).append("\n");
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
