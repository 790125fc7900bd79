package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.ssm.HierarchyLevelLimitExceededException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of parameters, and what requests call them by. */
final class Names {

  private static final int DEEPEST = 15;
  private static final int LONGEST = 1011;

  private Names() {}

  /**
   * What a request calls a parameter by.
   *
   * @param account that has it, and its Region
   * @param selector a version or a label, or null for the latest version
   */
  record Reference(String account, String region, String name, @Nullable String selector) {

    static Reference of(String text) {
      Call call = Call.current();
      if (!text.startsWith("arn:")) {
        int colon = text.indexOf(':');
        return colon < 0
            ? new Reference(call.account(), call.region(), text, null)
            : new Reference(
                call.account(), call.region(), text.substring(0, colon), text.substring(colon + 1));
      }
      Arn arn;
      try {
        arn = Arn.parse(text);
      } catch (IllegalArgumentException e) {
        ServiceException invalid = Failures.noParameter();
        invalid.initCause(e);
        throw invalid;
      }
      String path = arn.resource().replaceFirst("^parameter/", "/");
      int colon = path.indexOf(':');
      String whole = colon < 0 ? path : path.substring(0, colon);
      // The ARN of a name that is no path looks like that of one that is a path of one part.
      String name = whole.indexOf('/', 1) < 0 ? whole.substring(1) : whole;
      return new Reference(
          arn.account(), arn.region(), name, colon < 0 ? null : path.substring(colon + 1));
    }
  }

  /**
   * A name for a new parameter.
   *
   * @throws ServiceException when it breaks a rule
   */
  static String checked(String name) {
    if (!name.matches("[a-zA-Z0-9_.\\-/]+") || name.endsWith("/") || name.contains("//")) {
      throw Failures.validation(
          "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path,"
              + " it can consist of sub-paths divided by slash symbol; each sub-path can be formed"
              + " as a mix of letters, numbers and the following 3 symbols .-_");
    }
    if (name.indexOf('/') >= 0 && !name.startsWith("/")) {
      throw Failures.validation("Parameter name must be a fully qualified name.");
    }
    String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^/", "");
    if (bare.startsWith("aws")) {
      throw ServiceException.of(
          "AccessDeniedException", 400, "No access to reserved parameter name: " + name + ".");
    }
    if (bare.startsWith("ssm")) {
      throw Failures.validation(
          "Parameter name: can't be prefixed with \"ssm\" (case-insensitive).");
    }
    if (name.length() > LONGEST) {
      throw Failures.validation("A parameter name has at most " + LONGEST + " characters.");
    }
    if (name.chars().filter(c -> c == '/').count() > DEEPEST) {
      throw HierarchyLevelLimitExceededException.because(
          "A hierarchy can have a maximum of " + DEEPEST + " levels.");
    }
    return name;
  }
}
