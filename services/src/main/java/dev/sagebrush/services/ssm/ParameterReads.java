package dev.sagebrush.services.ssm;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.GetParameterRequest;
import dev.sagebrush.model.ssm.GetParameterResult;
import dev.sagebrush.model.ssm.GetParametersByPathRequest;
import dev.sagebrush.model.ssm.GetParametersByPathResult;
import dev.sagebrush.model.ssm.GetParametersRequest;
import dev.sagebrush.model.ssm.GetParametersResult;
import dev.sagebrush.model.ssm.Parameter;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters read by name and by path. */
final class ParameterReads {

  private static final int PAGE = 10;

  private final Shelf shelf;
  private final SecureStrings secure;
  private final Pages pages;

  ParameterReads(Shelf shelf, SecureStrings secure, Pages pages) {
    this.shelf = shelf;
    this.secure = secure;
    this.pages = pages;
  }

  /** A version of a parameter, found. */
  private record Found(ParameterRow row, VersionRow version, @Nullable String selector) {}

  GetParameterResult get(GetParameterRequest request) {
    Found found = shelf.tables().read(view -> find(view, request.name()));
    return GetParameterResult.builder().parameter(shown(found, request.withDecryption())).build();
  }

  private Found find(View view, String reference) {
    Names.Reference asked = Names.Reference.of(reference);
    ParameterRow row = shelf.find(view, asked.account(), asked.region(), asked.name());
    if (row == null) {
      throw Failures.noParameter();
    }
    String selector = asked.selector();
    if (selector == null) {
      return new Found(row, shelf.latest(view, row), null);
    }
    VersionRow version =
        selector.matches("\\d{1,18}")
            ? shelf.version(view, row, Long.parseLong(selector))
            : labelled(view, row, selector);
    if (version == null) {
      throw Failures.noVersion(selector, row.name());
    }
    return new Found(row, version, ":" + selector);
  }

  private @Nullable VersionRow labelled(View view, ParameterRow row, String label) {
    return shelf.versions(view, row).stream()
        .filter(version -> version.labels().contains(label))
        .findFirst()
        .orElse(null);
  }

  private Parameter shown(Found found, @Nullable Boolean decrypt) {
    VersionRow version = found.version;
    boolean clear = version.secure() && Boolean.TRUE.equals(decrypt);
    return Parameter.builder()
        .name(found.row.name())
        .arn(found.row.arn())
        .type(version.type())
        .value(clear ? secure.unlock(found.row, version) : version.value())
        .version(version.version())
        .dataType(version.dataType())
        .lastModifiedDate(version.modified())
        .selector(found.selector)
        .build();
  }

  GetParametersResult getAll(GetParametersRequest request) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : request.names()) {
      Found found = shelf.tables().read(view -> sought(view, name));
      if (found == null) {
        missing.add(name);
      } else {
        parameters.add(shown(found, request.withDecryption()));
      }
    }
    return GetParametersResult.builder().parameters(parameters).invalidParameters(missing).build();
  }

  private @Nullable Found sought(View view, String name) {
    try {
      return find(view, name);
    } catch (ServiceException notThere) {
      return null;
    }
  }

  GetParametersByPathResult byPath(GetParametersByPathRequest request) {
    String path = request.path();
    if (!path.startsWith("/")) {
      throw Failures.validation(
          "The parameter doesn't meet the parameter name requirements. The parameter name must"
              + " begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\""
              + " (case-insensitive). It must use only letters, numbers, or the following symbols:"
              + " . (period), - (hyphen), _ (underscore). Special characters are not allowed. All"
              + " sub-paths, if specified, must use the forward slash symbol \"/\".");
    }
    boolean recursive = Boolean.TRUE.equals(request.recursive());
    ParameterFilter filter =
        ParameterFilter.of(request.parameterFilters(), Set.of("Type", "KeyId", "Label"));
    boolean byLabel =
        request.parameterFilters() != null
            && request.parameterFilters().stream().anyMatch(each -> each.key().equals("Label"));
    List<Found> found =
        shelf
            .tables()
            .read(view -> {
              List<Found> all = new ArrayList<>();
              String prefix = path.equals("/") ? "" : path;
              for (ParameterRow row : shelf.beginning(view, prefix)) {
                if (ParameterFilter.below(row.name(), path, recursive)) {
                  List<VersionRow> versions =
                      byLabel ? shelf.versions(view, row) : List.of(shelf.latest(view, row));
                  versions.stream()
                      .filter(version -> filter.passes(row, version))
                      .forEach(version -> all.add(new Found(row, version, null)));
                }
              }
              return all;
            });
    Pages.Page<Found> page =
        pages.of(
            found,
            each -> each.row.name(),
            new Pages.Request(
                Objects.toString(request.parameterFilters()) + recursive + path,
                request.nextToken(),
                request.maxResults(),
                PAGE));
    return GetParametersByPathResult.builder()
        .parameters(
            page.items().stream().map(each -> shown(each, request.withDecryption())).toList())
        .nextToken(page.next())
        .build();
  }
}
