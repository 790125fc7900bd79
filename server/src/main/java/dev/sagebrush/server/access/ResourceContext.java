package dev.sagebrush.server.access;

import dev.sagebrush.kernel.policy.Guarded;
import dev.sagebrush.kernel.policy.RequestContext;
import dev.sagebrush.model.access.Need;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The condition keys of one permission: what the resource knows, over what the call says. */
final class ResourceContext {

  private static final String RESOURCE_TAG = "aws:resourcetag/";

  private ResourceContext() {}

  static RequestContext over(RequestContext call, Guarded guarded, Need need) {
    String service = need.action().substring(0, need.action().indexOf(':'));
    String ownTag = service.toLowerCase(Locale.ROOT) + ":resourcetag/";
    return key -> {
      if (key.startsWith(RESOURCE_TAG)) {
        return tag(guarded.tags(), key.substring(RESOURCE_TAG.length()));
      }
      if (key.startsWith(ownTag)) {
        return tag(guarded.tags(), key.substring(ownTag.length()));
      }
      if (key.equals("iam:passedtoservice")) {
        String passedTo = need.passedTo();
        return passedTo == null ? List.of() : List.of(passedTo);
      }
      if (key.equals("aws:resourceaccount")) {
        return List.of(guarded.account());
      }
      List<String> own = guarded.keys().values(key);
      return own.isEmpty() ? call.values(key) : own;
    };
  }

  private static List<String> tag(Map<String, String> tags, String lower) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey().toLowerCase(Locale.ROOT).equals(lower)) {
        return List.of(tag.getValue());
      }
    }
    return List.of();
  }
}
