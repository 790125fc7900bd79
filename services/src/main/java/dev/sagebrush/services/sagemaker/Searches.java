package dev.sagebrush.services.sagemaker;

import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.sagemaker.DescribeEndpointOutput;
import dev.sagebrush.model.sagemaker.DescribeModelOutput;
import dev.sagebrush.model.sagemaker.DescribeTrainingJobResponse;
import dev.sagebrush.model.sagemaker.Endpoint;
import dev.sagebrush.model.sagemaker.Model;
import dev.sagebrush.model.sagemaker.ModelDashboardModel;
import dev.sagebrush.model.sagemaker.SearchRecord;
import dev.sagebrush.model.sagemaker.SearchRequest;
import dev.sagebrush.model.sagemaker.SearchResponse;
import dev.sagebrush.model.sagemaker.TotalHits;
import dev.sagebrush.model.sagemaker.TrainingJob;
import dev.sagebrush.store.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Search over training jobs, models and endpoints. */
final class Searches {

  private static final int PAGE = 10;
  private static final int MOST_SUB_EXPRESSIONS = 20;

  private final TrainingStore training;
  private final Models models;
  private final Endpoints endpoints;
  private final TagSets tags;
  private final PageTokens tokens;

  /** A resource that was found, with where it stands in the order. */
  private record Hit(Struct resource, String order) {}

  Searches(
      TrainingStore training, Models models, Endpoints endpoints, TagSets tags, PageTokens tokens) {
    this.training = training;
    this.models = models;
    this.endpoints = endpoints;
    this.tags = tags;
    this.tokens = tokens;
  }

  SearchResponse search(SearchRequest request) {
    Refusals.unless(request.crossAccountFilterOption(), "CrossAccountFilterOption");
    Refusals.unless(request.visibilityConditions(), "VisibilityConditions");
    SearchFilter filter = SearchFilter.of(request.searchExpression(), MOST_SUB_EXPRESSIONS);
    List<Struct> all = resources(request.resource(), Place.current());
    String sortBy = request.sortBy() == null ? "LastModifiedTime" : request.sortBy();
    List<Hit> hits = new ArrayList<>();
    for (Struct resource : all) {
      if (filter.matches(resource)) {
        hits.add(new Hit(resource, order(resource, sortBy)));
      }
    }
    Comparator<Hit> order = Comparator.comparing(Hit::order);
    boolean ascending = "Ascending".equals(request.sortOrder());
    hits.sort(ascending ? order : order.reversed());
    return page(request, hits, ascending);
  }

  private SearchResponse page(SearchRequest request, List<Hit> hits, boolean ascending) {
    String query =
        Tables.key(
            "Search",
            Place.current().prefix(),
            request.resource(),
            String.valueOf(request.searchExpression()),
            String.valueOf(request.sortBy()),
            String.valueOf(request.sortOrder()));
    int from = 0;
    if (request.nextToken() != null) {
      String last = Listings.resume(tokens, query, request.nextToken());
      while (from < hits.size()
          && (ascending
              ? hits.get(from).order.compareTo(last) <= 0
              : hits.get(from).order.compareTo(last) >= 0)) {
        from++;
      }
    }
    int most = request.maxResults() == null ? PAGE : request.maxResults();
    int end = Math.min(hits.size(), from + most);
    Function<Struct, SearchRecord> record = record(request.resource());
    return SearchResponse.builder()
        .results(hits.subList(from, end).stream().map(hit -> record.apply(hit.resource)).toList())
        .nextToken(end < hits.size() ? tokens.issue(query, hits.get(end - 1).order) : null)
        .totalHits(TotalHits.builder().value((long) hits.size()).relation("EqualTo").build())
        .build();
  }

  private List<Struct> resources(String type, Place place) {
    List<Struct> all = new ArrayList<>();
    switch (type) {
      case "TrainingJob" -> {
        for (DescribeTrainingJobResponse job : training.all(place)) {
          all.add(
              Structs.copy(
                  job, TrainingJob.class, TrainingJob.SHAPE, tagged(job.trainingJobArn())));
        }
      }
      case "Model" -> {
        for (DescribeModelOutput model : models.all(place)) {
          all.add(Structs.copy(model, Model.class, Model.SHAPE, tagged(model.modelArn())));
        }
      }
      case "Endpoint" -> {
        for (DescribeEndpointOutput endpoint : endpoints.all(place)) {
          all.add(
              Structs.copy(
                  endpoint, Endpoint.class, Endpoint.SHAPE, tagged(endpoint.endpointArn())));
        }
      }
      default -> throw ServiceException.notImplemented("Search of " + type);
    }
    return all;
  }

  private Map<String, Object> tagged(String arn) {
    return Map.of("Tags", tags.of(arn));
  }

  private static Function<Struct, SearchRecord> record(String type) {
    return switch (type) {
      case "TrainingJob" ->
          found -> SearchRecord.builder().trainingJob((TrainingJob) found).build();
      case "Model" ->
          found ->
              SearchRecord.builder()
                  .model(ModelDashboardModel.builder().model((Model) found).build())
                  .build();
      default -> found -> SearchRecord.builder().endpoint((Endpoint) found).build();
    };
  }

  /** Sorts by a property; equal ones, and those without it, by name. */
  private static String order(Struct resource, String property) {
    List<Object> values = Properties.values(resource, property);
    Object value = values.isEmpty() ? creation(resource, property) : values.getFirst();
    return text(value) + Tables.SEPARATOR + name(resource);
  }

  /** Models are never modified: the time they were made stands in. */
  private static @Nullable Object creation(Struct resource, String property) {
    return property.equals("LastModifiedTime") ? Structs.value(resource, "CreationTime") : null;
  }

  private static String name(Struct resource) {
    String kind = resource.modelShape().name();
    return Structs.text(resource, kind + "Name");
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Instant time -> String.format(Locale.ROOT, "%016d", time.toEpochMilli());
      // Adding so much makes numbers sort as texts, the negative before the positive.
      case Number number -> String.format(Locale.ROOT, "%040.10f", number.doubleValue() + 1e24);
      default -> Objects.toString(value).toLowerCase(Locale.ROOT);
    };
  }
}
