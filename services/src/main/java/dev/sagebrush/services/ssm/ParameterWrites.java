package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.ssm.DeleteParameterRequest;
import dev.sagebrush.model.ssm.DeleteParameterResult;
import dev.sagebrush.model.ssm.DeleteParametersRequest;
import dev.sagebrush.model.ssm.DeleteParametersResult;
import dev.sagebrush.model.ssm.HierarchyTypeMismatchException;
import dev.sagebrush.model.ssm.InvalidAllowedPatternException;
import dev.sagebrush.model.ssm.ParameterAlreadyExists;
import dev.sagebrush.model.ssm.ParameterMaxVersionLimitExceeded;
import dev.sagebrush.model.ssm.ParameterPatternMismatchException;
import dev.sagebrush.model.ssm.PutParameterRequest;
import dev.sagebrush.model.ssm.PutParameterResult;
import dev.sagebrush.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Parameters written and deleted. */
final class ParameterWrites {

  private static final int MOST_VERSIONS = 100;
  private static final int STANDARD_BYTES = 4096;
  private static final int ADVANCED_BYTES = 8192;

  private final Shelf shelf;
  private final SecureStrings secure;
  private final Clock clock;

  ParameterWrites(Shelf shelf, SecureStrings secure, Clock clock) {
    this.shelf = shelf;
    this.secure = secure;
    this.clock = clock;
  }

  PutParameterResult put(PutParameterRequest request) {
    Call call = Call.current();
    String name = Names.checked(request.name());
    boolean overwrite = Boolean.TRUE.equals(request.overwrite());
    if (overwrite && request.tags() != null && !request.tags().isEmpty()) {
      throw Failures.validation(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag. To update tags for an existing parameter,"
              + " please use AddTagsToResource or RemoveTagsFromResource.");
    }
    Map<String, String> tags = ParameterTags.of(request.tags());
    ParameterPolicies policies = ParameterPolicies.of(request.policies());
    ParameterRow blank =
        new ParameterRow(call.account(), call.region(), name, 0, policies.expires(), tags);
    VersionRow old =
        shelf
            .tables()
            .read(view -> {
              ParameterRow row = shelf.find(view, name);
              return row == null ? null : shelf.latest(view, row);
            });
    VersionRow asked = asked(request, blank, old, policies);
    long version = shelf.tables().write(transaction -> place(transaction, blank, asked, overwrite));
    return PutParameterResult.builder().version(version).tier(asked.tier()).build();
  }

  private VersionRow asked(
      PutParameterRequest request,
      ParameterRow row,
      @Nullable VersionRow old,
      ParameterPolicies policies) {
    if (old != null && !Boolean.TRUE.equals(request.overwrite())) {
      throw exists();
    }
    String type = request.type() == null && old != null ? old.type() : request.type();
    if (type == null) {
      throw Failures.validation("A parameter type is required when you create a parameter.");
    }
    if (old != null && !old.type().equals(type)) {
      throw HierarchyTypeMismatchException.because(
          "The type of parameter " + row.name() + " is " + old.type() + " and cannot be changed.");
    }
    String dataType = request.dataType() == null ? "text" : request.dataType();
    if (!dataType.equals("text")) {
      throw ServiceException.notImplemented("The parameter data type " + dataType);
    }
    String tier = tier(request, old, !policies.all().isEmpty());
    checkPattern(request.allowedPattern(), request.value());
    boolean secret = type.equals(VersionRow.SECURE);
    if (request.keyId() != null && !secret) {
      throw Failures.validation("KeyId is required for SecureString type parameter only.");
    }
    String key = !secret || request.keyId() != null ? request.keyId() : SecureStrings.DEFAULT_KEY;
    return new VersionRow(
        0,
        type,
        secret ? secure.lock(row, tier, key, request.value()) : request.value(),
        key,
        tier,
        dataType,
        request.description() == null && old != null ? old.description() : request.description(),
        request.allowedPattern(),
        request.policies(),
        clock.now().truncatedTo(ChronoUnit.MILLIS),
        Call.current().principal().arn(),
        List.of());
  }

  private static ServiceException exists() {
    return ParameterAlreadyExists.because(
        "The parameter already exists. To overwrite this value, set the overwrite option in the"
            + " request to true.");
  }

  private static String tier(
      PutParameterRequest request, @Nullable VersionRow old, boolean policies) {
    int bytes = request.value().getBytes(StandardCharsets.UTF_8).length;
    boolean was = old != null && old.tier().equals(VersionRow.ADVANCED);
    String asked = request.tier() == null ? "" : request.tier();
    boolean fits = bytes <= STANDARD_BYTES;
    String tier =
        switch (asked) {
          case VersionRow.ADVANCED -> VersionRow.ADVANCED;
          case "Intelligent-Tiering" ->
              fits && !policies && !was ? VersionRow.STANDARD : VersionRow.ADVANCED;
          case VersionRow.STANDARD -> VersionRow.STANDARD;
          default -> was ? VersionRow.ADVANCED : VersionRow.STANDARD;
        };
    if (tier.equals(VersionRow.STANDARD)) {
      if (was) {
        throw Failures.validation(
            "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from"
                + " the advanced-parameter tier to the standard-parameter tier.");
      }
      if (!fits) {
        throw Failures.validation(
            "Standard tier parameters support a maximum parameter value of 4096 characters. To"
                + " create a larger parameter value, upgrade the parameter to use the"
                + " advanced-parameter tier.");
      }
      if (policies) {
        throw Failures.validation("Parameter policies need the advanced-parameter tier.");
      }
    } else if (bytes > ADVANCED_BYTES) {
      throw Failures.validation(
          "Advanced tier parameters support a maximum parameter value of 8192 characters.");
    }
    return tier;
  }

  private static void checkPattern(@Nullable String pattern, String value) {
    if (pattern == null || pattern.isEmpty()) {
      return;
    }
    boolean matches;
    try {
      matches = Pattern.compile(pattern).matcher(value).matches();
    } catch (PatternSyntaxException e) {
      ServiceException invalid =
          InvalidAllowedPatternException.because(
              "The request does not meet the regular expression requirement.");
      invalid.initCause(e);
      throw invalid;
    }
    if (!matches) {
      throw ParameterPatternMismatchException.because(
          "Parameter value, cannot be validated against allowedPattern: " + pattern);
    }
  }

  private long place(
      Transaction transaction, ParameterRow blank, VersionRow asked, boolean overwrite) {
    ParameterRow present = shelf.find(transaction, blank.name());
    if (present != null && !overwrite) {
      throw exists();
    }
    long number = present == null ? 1 : present.version() + 1;
    ParameterRow row =
        new ParameterRow(
            blank.account(),
            blank.region(),
            blank.name(),
            number,
            blank.expires(),
            present == null ? blank.tags() : present.tags());
    if (present == null) {
      // Versions of one of this name that has expired are not this one's.
      shelf.delete(transaction, row);
    } else {
      prune(transaction, present);
    }
    shelf.put(transaction, row);
    VersionRow numbered =
        new VersionRow(
            number,
            asked.type(),
            asked.value(),
            asked.key(),
            asked.tier(),
            asked.dataType(),
            asked.description(),
            asked.pattern(),
            asked.policies(),
            asked.modified(),
            asked.user(),
            List.of());
    shelf.put(transaction, row, numbered);
    return number;
  }

  private void prune(Transaction transaction, ParameterRow row) {
    List<VersionRow> versions = shelf.versions(transaction, row);
    if (versions.size() >= MOST_VERSIONS) {
      VersionRow oldest = versions.getFirst();
      if (!oldest.labels().isEmpty()) {
        throw ParameterMaxVersionLimitExceeded.because(
            "You attempted to create a new version of "
                + row.name()
                + " by calling the PutParameter API with the overwrite flag. Version "
                + oldest.version()
                + ", the oldest version, can't be deleted because it has a label associated with"
                + " it. Move the label to another version of the parameter, and try again.");
      }
      shelf.delete(transaction, row, oldest);
    }
  }

  DeleteParameterResult delete(DeleteParameterRequest request) {
    shelf
        .tables()
        .write(transaction -> {
          shelf.delete(transaction, shelf.require(transaction, request.name()));
          return Unit.VALUE;
        });
    return DeleteParameterResult.builder().build();
  }

  DeleteParametersResult deleteAll(DeleteParametersRequest request) {
    List<String> deleted = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    shelf
        .tables()
        .write(transaction -> {
          for (String name : request.names()) {
            ParameterRow row = shelf.find(transaction, name);
            if (row == null) {
              missing.add(name);
            } else {
              shelf.delete(transaction, row);
              deleted.add(name);
            }
          }
          return Unit.VALUE;
        });
    return DeleteParametersResult.builder()
        .deletedParameters(deleted)
        .invalidParameters(missing)
        .build();
  }
}
