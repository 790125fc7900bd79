package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.InvalidTagsException;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.sagemaker.AddTagsInput;
import dev.sagebrush.model.sagemaker.AddTagsOutput;
import dev.sagebrush.model.sagemaker.DeleteTagsInput;
import dev.sagebrush.model.sagemaker.DeleteTagsOutput;
import dev.sagebrush.model.sagemaker.ListTagsInput;
import dev.sagebrush.model.sagemaker.ListTagsOutput;
import dev.sagebrush.model.sagemaker.Tag;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tags of every resource of SageMaker, by its ARN. */
final class TagSets {

  private static final int PAGE = 50;

  private final Tables tables;
  private final Table<TagRow> table;
  private final PageTokens tokens;
  private final Map<String, Predicate<String>> existence = new LinkedHashMap<>();

  /** The tags of one resource. */
  record TagRow(Map<String, String> tags) {}

  TagSets(Tables tables, PageTokens tokens) {
    this.tables = tables;
    this.table = tables.table(TableSpec.of("sagemaker.tags", TagRow.class));
    this.tokens = tokens;
  }

  /**
   * Makes known a kind of resource that has tags.
   *
   * @param kind as it stands in ARNs
   * @param exists whether there is a resource under a key
   */
  void serve(String kind, Predicate<String> exists) {
    existence.put(kind, exists);
  }

  /**
   * What writes the tags of a new resource in the transaction that makes it.
   *
   * @throws ServiceException {@code ValidationException} for tags that break a rule
   */
  Consumer<Transaction> writer(String arn, @Nullable List<Tag> tags) {
    if (tags == null || tags.isEmpty()) {
      return transaction -> transaction.delete(table, arn);
    }
    TagRow row = new TagRow(map(tags));
    return transaction -> transaction.put(table, arn, row);
  }

  /** What removes the tags of a resource in the transaction that removes it. */
  Consumer<Transaction> remover(String arn) {
    return transaction -> transaction.delete(table, arn);
  }

  /** The tags of a resource. */
  List<Tag> of(String arn) {
    TagRow row = table.get(arn);
    return row == null ? List.of() : list(row.tags);
  }

  AddTagsOutput add(AddTagsInput request) {
    requireResource(request.resourceArn());
    Map<String, String> added = map(request.tags());
    TagRow row =
        tables.write(transaction -> {
          TagRow present = transaction.get(table, request.resourceArn());
          TagRow merged = new TagRow(merge(present == null ? Map.of() : present.tags, added));
          transaction.put(table, request.resourceArn(), merged);
          return merged;
        });
    return AddTagsOutput.builder().tags(list(row.tags)).build();
  }

  ListTagsOutput list(ListTagsInput request) {
    requireResource(request.resourceArn());
    List<Tag> tags = of(request.resourceArn());
    String query = Tables.key("ListTags", request.resourceArn());
    int from =
        request.nextToken() == null
            ? 0
            : Integer.parseInt(Listings.resume(tokens, query, request.nextToken()));
    int most = request.maxResults() == null ? PAGE : request.maxResults();
    int end = Math.min(tags.size(), from + most);
    return ListTagsOutput.builder()
        .tags(tags.subList(Math.min(from, end), end))
        .nextToken(end < tags.size() ? tokens.issue(query, String.valueOf(end)) : null)
        .build();
  }

  DeleteTagsOutput delete(DeleteTagsInput request) {
    requireResource(request.resourceArn());
    tables.write(transaction -> {
      TagRow present = transaction.get(table, request.resourceArn());
      if (present != null) {
        transaction.put(
            table,
            request.resourceArn(),
            new TagRow(Tags.without(present.tags, request.tagKeys())));
      }
      return true;
    });
    return DeleteTagsOutput.builder().build();
  }

  private void requireResource(String text) {
    Arn arn;
    try {
      arn = Arn.parse(text);
    } catch (IllegalArgumentException e) {
      ServiceException refusal = Refusals.invalid("Invalid ARN: " + text);
      refusal.initCause(e);
      throw refusal;
    }
    Place place = new Place(arn.account(), arn.region());
    Predicate<String> exists = existence.get(arn.resourceType());
    if (!place.equals(Place.current())
        || exists == null
        || !exists.test(place.key(arn.resourceName()))) {
      throw Refusals.invalid("Could not find resource with ARN " + text + ".");
    }
  }

  private static Map<String, String> map(List<Tag> tags) {
    try {
      return Tags.of(tags, Tag::key, Tag::value);
    } catch (InvalidTagsException e) {
      throw refused(e);
    }
  }

  private static Map<String, String> merge(Map<String, String> present, Map<String, String> more) {
    try {
      return Tags.merge(present, more);
    } catch (InvalidTagsException e) {
      throw refused(e);
    }
  }

  private static ServiceException refused(InvalidTagsException e) {
    ServiceException refusal = Refusals.invalid(String.valueOf(e.getMessage()));
    refusal.initCause(e);
    return refusal;
  }

  private static List<Tag> list(Map<String, String> tags) {
    List<Tag> list = new ArrayList<>();
    tags.forEach((key, value) -> list.add(Tag.builder().key(key).value(value).build()));
    return list;
  }
}
