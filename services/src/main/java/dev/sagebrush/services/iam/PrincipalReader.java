package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.SessionContext;
import dev.sagebrush.kernel.policy.Identities;
import dev.sagebrush.kernel.policy.Identity;
import dev.sagebrush.kernel.policy.NamedPolicy;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what principals may do.
 *
 * <p>A user is found by its unique id, so that one who was deleted and made anew under the same
 * name is another. A federated user has what its user has, within the policies of its session;
 * without such policies it may do nothing.
 */
final class PrincipalReader implements Identities {

  private static final String NOTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"NotAction\":\"*\",\"Resource\":\"*\"}]}";
  private static final String EVERYTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final Schema schema;
  private final PolicyTexts texts;

  PrincipalReader(Schema schema) {
    this.schema = schema;
    this.texts = new PolicyTexts(schema);
  }

  /** What somebody has, without the session. */
  record Own(
      List<NamedPolicy> identity,
      @Nullable NamedPolicy boundary,
      Map<String, String> tags,
      boolean exists) {

    /** What needs no policies, or has none. */
    static final Own NONE = new Own(List.of(), null, Map.of(), true);

    /** What is gone. */
    static final Own GONE = new Own(List.of(), null, Map.of(), false);
  }

  @Override
  public Identity of(Principal principal, @Nullable SessionContext session) {
    return schema
        .tables()
        .read(view -> {
          Own own = own(view, principal, session);
          Map<String, String> tags = new HashMap<>(own.tags);
          if (session != null) {
            tags.putAll(session.tags());
          }
          return new Identity(
              own.identity,
              own.boundary,
              sessionPolicies(view, principal, session),
              tags,
              own.exists);
        });
  }

  private Own own(View view, Principal principal, @Nullable SessionContext session) {
    String account = principal.account();
    String role = session == null ? null : session.role();
    return switch (principal.kind()) {
      case USER -> user(view, account, principal.userId());
      case ASSUMED_ROLE -> role == null ? Own.NONE : role(view, role);
      case FEDERATED_USER -> role == null ? Own.NONE : issuer(view, account, role);
      case ROOT, SERVICE, ANONYMOUS -> Own.NONE;
    };
  }

  private Own issuer(View view, String account, String arn) {
    if (arn.endsWith(":root")) {
      return new Own(List.of(texts.named("root", EVERYTHING)), null, Map.of(), true);
    }
    UserRow user = view.get(schema.users(), Tables.key(account, lastName(arn)));
    return user == null ? Own.GONE : of(view, user);
  }

  private static String lastName(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private Own user(View view, String account, String id) {
    Link name = view.get(schema.names(), Tables.key(account, id));
    UserRow user =
        name == null
            ? null
            : view.get(schema.users(), Tables.key(account, name.to().toLowerCase(Locale.ROOT)));
    return user == null ? Own.GONE : of(view, user);
  }

  /** A user's own policies and those of its groups. */
  Own of(View view, UserRow user) {
    List<NamedPolicy> policies = new ArrayList<>();
    add(view, user.account(), user.id(), policies);
    Range groups = Range.prefix(Tables.key(user.account(), user.id(), ""));
    for (Table.Row<Link> group : view.scan(schema.memberships(), groups)) {
      add(view, user.account(), group.value().to(), policies);
    }
    return new Own(policies, boundary(view, user.account(), user.boundary()), user.tags(), true);
  }

  private Own role(View view, String arn) {
    RoleRow role = view.get(schema.roles(), Tables.key(Arn.parse(arn).account(), lastName(arn)));
    return role == null || !role.arn().equals(arn) ? Own.GONE : of(view, role);
  }

  /** A role's policies. */
  Own of(View view, RoleRow role) {
    List<NamedPolicy> policies = new ArrayList<>();
    add(view, role.account(), role.id(), policies);
    return new Own(policies, boundary(view, role.account(), role.boundary()), role.tags(), true);
  }

  /** Adds the inline and attached policies of a user, group or role. */
  void add(View view, String account, String id, List<NamedPolicy> policies) {
    Range own = Range.prefix(Tables.key(account, id, ""));
    for (Table.Row<InlineRow> row : view.scan(schema.inline(), own)) {
      policies.add(texts.named(row.value().name(), row.value().document()));
    }
    for (Table.Row<OwnerRow> row : view.scan(schema.attachments(), own)) {
      NamedPolicy managed = texts.managed(view, account, row.value().policy());
      if (managed != null) {
        policies.add(managed);
      }
    }
  }

  /** A boundary that is gone allows nothing. */
  private @Nullable NamedPolicy boundary(View view, String account, @Nullable String arn) {
    if (arn == null) {
      return null;
    }
    NamedPolicy managed = texts.managed(view, account, arn);
    return managed == null ? texts.named(arn, NOTHING) : managed;
  }

  private List<NamedPolicy> sessionPolicies(
      View view, Principal principal, @Nullable SessionContext session) {
    List<NamedPolicy> policies = new ArrayList<>();
    if (session != null) {
      if (session.policy() != null) {
        policies.add(texts.named("session-policy", session.policy()));
      }
      for (String arn : session.policyArns()) {
        NamedPolicy managed = texts.managed(view, principal.account(), arn);
        policies.add(managed == null ? texts.named(arn, NOTHING) : managed);
      }
    }
    if (policies.isEmpty() && principal.kind() == Principal.Kind.FEDERATED_USER) {
      policies.add(texts.named("session-policy", NOTHING));
    }
    return policies;
  }
}
