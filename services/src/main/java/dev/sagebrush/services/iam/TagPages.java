package dev.sagebrush.services.iam;

import dev.sagebrush.model.iam.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The at most fifty tags of an entity in pages; the marker is the last key of a page. */
final class TagPages {

  private static final int PAGE = 100;

  private TagPages() {}

  /** Some tags, in the order of their keys, and where the next begin, or null. */
  record Page(List<Tag> tags, @Nullable String marker) {}

  static Page of(Map<String, String> tags, @Nullable String marker, @Nullable Integer maxItems) {
    int most = maxItems == null ? PAGE : maxItems;
    List<Tag> rest =
        TagSets.listed(tags).stream()
            .filter(tag -> marker == null || tag.key().compareTo(marker) > 0)
            .sorted(Comparator.comparing(Tag::key))
            .toList();
    return rest.size() <= most
        ? new Page(rest, null)
        : new Page(rest.subList(0, most), rest.get(most - 1).key());
  }
}
