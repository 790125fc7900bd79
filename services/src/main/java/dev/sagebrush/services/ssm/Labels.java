package dev.sagebrush.services.ssm;

import dev.sagebrush.model.ssm.LabelParameterVersionRequest;
import dev.sagebrush.model.ssm.LabelParameterVersionResult;
import dev.sagebrush.model.ssm.ParameterVersionLabelLimitExceeded;
import dev.sagebrush.model.ssm.UnlabelParameterVersionRequest;
import dev.sagebrush.model.ssm.UnlabelParameterVersionResult;
import dev.sagebrush.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Labels of versions: each is on one version of a parameter at most.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html">Working
 * with parameter labels</a>.
 */
final class Labels {

  private static final int MOST = 10;

  private final Shelf shelf;

  Labels(Shelf shelf) {
    this.shelf = shelf;
  }

  private static boolean allowed(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return label.matches("[a-zA-Z_.\\-][\\w.\\-]{0,99}")
        && !lower.startsWith("aws")
        && !lower.startsWith("ssm");
  }

  LabelParameterVersionResult put(LabelParameterVersionRequest request) {
    List<String> wanted = request.labels().stream().filter(Labels::allowed).toList();
    List<String> invalid = request.labels().stream().filter(label -> !allowed(label)).toList();
    long number =
        shelf
            .tables()
            .write(transaction -> {
              ParameterRow row = shelf.require(transaction, request.name());
              Long asked = request.parameterVersion();
              VersionRow version = version(transaction, row, asked == null ? row.version() : asked);
              Set<String> labels = new LinkedHashSet<>(version.labels());
              labels.addAll(wanted);
              if (labels.size() > MOST) {
                throw ParameterVersionLabelLimitExceeded.because(
                    "A parameter version can have a maximum of 10 labels.");
              }
              for (VersionRow other : shelf.versions(transaction, row)) {
                List<String> rest = new ArrayList<>(other.labels());
                if (other.version() != version.version() && rest.removeAll(wanted)) {
                  shelf.put(transaction, row, other.withLabels(rest));
                }
              }
              shelf.put(transaction, row, version.withLabels(List.copyOf(labels)));
              return version.version();
            });
    return LabelParameterVersionResult.builder()
        .invalidLabels(invalid)
        .parameterVersion(number)
        .build();
  }

  private VersionRow version(Transaction transaction, ParameterRow row, long number) {
    VersionRow version = shelf.version(transaction, row, number);
    if (version == null) {
      throw Failures.noVersion(String.valueOf(number), row.name());
    }
    return version;
  }

  UnlabelParameterVersionResult remove(UnlabelParameterVersionRequest request) {
    List<String> removed = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    shelf
        .tables()
        .write(transaction -> {
          ParameterRow row = shelf.require(transaction, request.name());
          VersionRow version = version(transaction, row, request.parameterVersion());
          List<String> labels = new ArrayList<>(version.labels());
          for (String label : request.labels()) {
            (labels.remove(label) ? removed : invalid).add(label);
          }
          shelf.put(transaction, row, version.withLabels(labels));
          return version;
        });
    return UnlabelParameterVersionResult.builder()
        .removedLabels(removed)
        .invalidLabels(invalid)
        .build();
  }
}
