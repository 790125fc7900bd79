package dev.sagebrush.kernel.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, and why.
 *
 * @param outcome the answer
 * @param type of the policies that decided: that allow, that deny, or that should allow and do not;
 *     null when root may because nothing denies it, and when an access control list or a grant of a
 *     key allowed it
 * @param match the statement that decided; null when none did
 * @param layers what each type of policy says by itself, in the order in which they are asked; of
 *     an explicit denial, unless it is to be explained, only up to the one that denies
 */
public record Decision(
    Outcome outcome,
    @Nullable PolicyType type,
    @Nullable StatementMatch match,
    List<LayerResult> layers) {

  /** Copies what it is given. */
  public Decision {
    layers = List.copyOf(layers);
  }

  /** Whether the request may go on. */
  public boolean allowed() {
    return outcome == Outcome.ALLOWED;
  }

  /**
   * The end of AWS's sentence about a denial, which begins with {@code User: … is not authorized to
   * perform: … on resource: …}; empty when the request is allowed.
   *
   * <p>Source: <a
   * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
   * access denied error messages</a>.
   *
   * @param action as the message has it, for example {@code s3:GetObject}
   */
  public String because(String action) {
    if (allowed() || type == null) {
      return "";
    }
    return outcome == Outcome.EXPLICIT_DENY
        ? "with an explicit deny in " + type.one()
        : "because no " + type.label() + " allows the " + action + " action";
  }
}
