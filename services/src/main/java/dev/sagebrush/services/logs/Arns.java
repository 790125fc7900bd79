package dev.sagebrush.services.logs;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import org.jspecify.annotations.Nullable;

/** The names of groups and streams in all forms that requests and answers use. */
final class Arns {

  private static final String GROUP = "log-group:";

  private Arns() {}

  /** The ARN of a group, without the {@code :*} that older answers end with. */
  static String group(String name) {
    Call call = Call.current();
    return Arn.of("logs", call.region(), call.account(), GROUP + name).toString();
  }

  static String stream(String group, String name) {
    return group(group) + ":log-stream:" + name;
  }

  /**
   * The group of a request that names it in one of two ways.
   *
   * @throws ServiceException {@code InvalidParameterException} when it names none or both
   */
  static String requested(@Nullable String name, @Nullable String identifier) {
    if (name != null && identifier != null) {
      throw Failures.invalid(
          "LogGroup name and LogGroup identifier are mutually exclusive parameters.");
    }
    if (name != null) {
      return name;
    }
    if (identifier == null) {
      throw Failures.invalid("Must specify either logGroupName or logGroupIdentifier.");
    }
    return identifier.startsWith("arn:") ? groupOf(identifier) : identifier;
  }

  /**
   * The group that an ARN of the caller's account and region names.
   *
   * @throws ServiceException {@code InvalidParameterException}, {@code ResourceNotFoundException}
   */
  static String groupOf(String text) {
    Arn arn;
    try {
      arn = Arn.parse(text);
    } catch (IllegalArgumentException e) {
      ServiceException invalid = Failures.invalid("Invalid resource arn: " + text);
      invalid.initCause(e);
      throw invalid;
    }
    String resource = arn.resource();
    if (!arn.service().equals("logs") || !resource.startsWith(GROUP)) {
      throw Failures.invalid("Invalid resource arn: " + text);
    }
    Call call = Call.current();
    if (!arn.account().equals(call.account()) || !arn.region().equals(call.region())) {
      throw Failures.noGroup();
    }
    String name = resource.substring(GROUP.length());
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }
}
