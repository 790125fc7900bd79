package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Tags;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.AddClientIDToOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.CreateOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.CreateOpenIDConnectProviderResponse;
import dev.sagebrush.model.iam.DeleteOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.GetOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.GetOpenIDConnectProviderResponse;
import dev.sagebrush.model.iam.InvalidInputException;
import dev.sagebrush.model.iam.ListOpenIDConnectProviderTagsRequest;
import dev.sagebrush.model.iam.ListOpenIDConnectProviderTagsResponse;
import dev.sagebrush.model.iam.ListOpenIDConnectProvidersResponse;
import dev.sagebrush.model.iam.OpenIDConnectProviderListEntry;
import dev.sagebrush.model.iam.RemoveClientIDFromOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.TagOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.UntagOpenIDConnectProviderRequest;
import dev.sagebrush.model.iam.UpdateOpenIDConnectProviderThumbprintRequest;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.View;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * OpenID Connect providers, whose tokens STS takes. A provider on this machine may do without TLS,
 * which AWS demands of all.
 */
final class OidcProviders {

  private static final int MOST = 100;
  private static final int MOST_CLIENTS = 100;
  private static final int MOST_THUMBPRINTS = 5;

  private final Schema schema;
  private final Table<OidcRow> providers;
  private final Clock clock;

  OidcProviders(Schema schema, Clock clock) {
    this.schema = schema;
    this.providers = schema.tables().table(TableSpec.of("iam.oidc", OidcRow.class));
    this.clock = clock;
  }

  private static String host(String url) {
    try {
      URI uri = new URI(url);
      String host = uri.getHost();
      boolean local = host != null && (host.equals("localhost") || host.startsWith("127."));
      boolean scheme = "https".equals(uri.getScheme()) || local && "http".equals(uri.getScheme());
      if (scheme && host != null && uri.getQuery() == null && uri.getFragment() == null) {
        String rest = url.substring(url.indexOf("://") + 3);
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
      }
    } catch (java.net.URISyntaxException e) {
      ServiceException invalid = InvalidInputException.because(INVALID_URL);
      invalid.initCause(e);
      throw invalid;
    }
    throw InvalidInputException.because(INVALID_URL);
  }

  private static final String INVALID_URL = "Invalid Open ID Connect Provider URL";

  private static List<String> limited(@Nullable List<String> values, int most, String quota) {
    List<String> given = values == null ? List.of() : values;
    if (given.size() > most) {
      throw Failures.quota(quota, most);
    }
    return given;
  }

  CreateOpenIDConnectProviderResponse create(CreateOpenIDConnectProviderRequest request) {
    String host = host(request.url());
    String arn =
        new Arn("aws", "iam", "", Call.current().account(), "oidc-provider/" + host).toString();
    OidcRow row =
        new OidcRow(
            arn,
            host,
            limited(request.clientIDList(), MOST_CLIENTS, "ClientIdsPerOpenIdConnectProvider"),
            limited(
                request.thumbprintList(), MOST_THUMBPRINTS, "ThumbprintsPerOpenIdConnectProvider"),
            clock.now().truncatedTo(ChronoUnit.SECONDS),
            TagSets.of(request.tags()));
    schema
        .tables()
        .write(transaction -> {
          if (transaction.get(providers, Schema.under(arn)) != null) {
            throw Failures.exists("Provider with url " + request.url() + " already exists.");
          }
          Range own = Range.prefix(Schema.under("")).limit(MOST);
          if (transaction.scan(providers, own).size() == MOST) {
            throw Failures.quota("OpenIdConnectProvidersPerAccount", MOST);
          }
          transaction.put(providers, Schema.under(arn), row);
          return row;
        });
    return CreateOpenIDConnectProviderResponse.builder()
        .openIDConnectProviderArn(arn)
        .tags(row.tags().isEmpty() ? null : TagSets.listed(row.tags()))
        .build();
  }

  private OidcRow require(View view, String arn) {
    OidcRow row = view.get(providers, Schema.under(arn));
    if (row == null) {
      throw Failures.noSuch("OpenIDConnect Provider not found for arn " + arn);
    }
    return row;
  }

  GetOpenIDConnectProviderResponse get(GetOpenIDConnectProviderRequest request) {
    OidcRow row = schema.tables().read(view -> require(view, request.openIDConnectProviderArn()));
    return GetOpenIDConnectProviderResponse.builder()
        .url(row.url())
        .clientIDList(row.clients())
        .thumbprintList(row.thumbprints())
        .createDate(row.created())
        .tags(TagSets.listed(row.tags()))
        .build();
  }

  ListOpenIDConnectProvidersResponse list(Struct request) {
    List<OpenIDConnectProviderListEntry> listed =
        schema.tables().read(view -> view.scan(providers, Range.prefix(Schema.under("")))).stream()
            .map(row -> new OpenIDConnectProviderListEntry(row.value().arn()))
            .toList();
    return ListOpenIDConnectProvidersResponse.builder().openIDConnectProviderList(listed).build();
  }

  /** Deleting what is not there is no error. */
  Unit delete(DeleteOpenIDConnectProviderRequest request) {
    String key = Schema.under(request.openIDConnectProviderArn());
    schema.tables().write(transaction -> transaction.delete(providers, key));
    return Unit.VALUE;
  }

  private Unit change(String arn, UnaryOperator<OidcRow> change) {
    schema
        .tables()
        .write(transaction -> {
          OidcRow row = change.apply(require(transaction, arn));
          transaction.put(providers, Schema.under(arn), row);
          return row;
        });
    return Unit.VALUE;
  }

  Unit addClient(AddClientIDToOpenIDConnectProviderRequest request) {
    return change(
        request.openIDConnectProviderArn(),
        row -> {
          if (row.clients().contains(request.clientID())) {
            return row;
          }
          List<String> clients = new ArrayList<>(row.clients());
          clients.add(request.clientID());
          return row.withClients(
              limited(clients, MOST_CLIENTS, "ClientIdsPerOpenIdConnectProvider"));
        });
  }

  Unit removeClient(RemoveClientIDFromOpenIDConnectProviderRequest request) {
    return change(
        request.openIDConnectProviderArn(),
        row ->
            row.withClients(
                row.clients().stream()
                    .filter(client -> !client.equals(request.clientID()))
                    .toList()));
  }

  Unit updateThumbprints(UpdateOpenIDConnectProviderThumbprintRequest request) {
    List<String> thumbprints =
        limited(request.thumbprintList(), MOST_THUMBPRINTS, "ThumbprintsPerOpenIdConnectProvider");
    return change(request.openIDConnectProviderArn(), row -> row.withThumbprints(thumbprints));
  }

  Unit tag(TagOpenIDConnectProviderRequest request) {
    return change(
        request.openIDConnectProviderArn(),
        row -> row.withTags(TagSets.merged(row.tags(), request.tags())));
  }

  Unit untag(UntagOpenIDConnectProviderRequest request) {
    return change(
        request.openIDConnectProviderArn(),
        row -> row.withTags(Tags.without(row.tags(), request.tagKeys())));
  }

  ListOpenIDConnectProviderTagsResponse tags(ListOpenIDConnectProviderTagsRequest request) {
    OidcRow row = schema.tables().read(view -> require(view, request.openIDConnectProviderArn()));
    TagPages.Page page = TagPages.of(row.tags(), request.marker(), request.maxItems());
    return ListOpenIDConnectProviderTagsResponse.builder()
        .tags(page.tags())
        .isTruncated(page.marker() != null)
        .marker(page.marker())
        .build();
  }
}
