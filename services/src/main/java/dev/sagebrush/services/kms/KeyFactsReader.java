package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Arn;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.View;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what decides about the use of a key. */
final class KeyFactsReader implements Kms.Access {

  private final Schema schema;

  KeyFactsReader(Schema schema) {
    this.schema = schema;
  }

  @Override
  public Kms.@Nullable KeyFacts key(String reference, String account, String region) {
    Arn arn;
    try {
      boolean alias = reference.startsWith("alias/");
      arn =
          reference.startsWith("arn:")
              ? Arn.parse(reference)
              : Arn.of("kms", region, account, alias ? reference : "key/" + reference);
    } catch (IllegalArgumentException notAnArn) {
      return null;
    }
    return schema.tables().read(view -> read(view, arn));
  }

  private Kms.@Nullable KeyFacts read(View view, Arn arn) {
    String id = arn.resourceName();
    if (arn.resourceType().equals("alias")) {
      AliasRow alias =
          view.get(schema.aliases(), Tables.key(arn.account(), arn.region(), arn.resource()));
      if (alias == null) {
        return null;
      }
      id = alias.key();
    }
    KeyRow key = view.get(schema.keys(), Tables.key(arn.account(), arn.region(), id));
    if (key == null) {
      return null;
    }
    List<Kms.GrantFacts> grants =
        view.scan(schema.grants(), Range.prefix(key.key() + Tables.SEPARATOR)).stream()
            .map(Table.Row::value)
            .map(KeyFactsReader::grant)
            .toList();
    List<String> aliases = schema.aliases(view, key).stream().map(AliasRow::name).toList();
    return new Kms.KeyFacts(
        key.arn(), key.account(), key.policy(), key.tags(), conditions(key, aliases), grants);
  }

  private static Map<String, List<String>> conditions(KeyRow key, List<String> aliases) {
    Relatives relatives = key.relatives();
    String kind = relatives == null ? "" : key.replica() ? "REPLICA" : "PRIMARY";
    return Map.of(
        "kms:KeySpec", List.of(key.spec().name()),
        "kms:KeyUsage", List.of(key.usage()),
        "kms:KeyOrigin", List.of(key.origin()),
        "kms:MultiRegion", List.of(String.valueOf(relatives != null)),
        "kms:MultiRegionKeyType", kind.isEmpty() ? List.of() : List.of(kind),
        "kms:ResourceAliases", aliases);
  }

  private static Kms.GrantFacts grant(GrantRow grant) {
    return new Kms.GrantFacts(
        grant.id(),
        grant.grantee(),
        grant.retiring(),
        Set.copyOf(grant.operations()),
        grant.contextEquals(),
        grant.contextSubset());
  }

  @Override
  public @Nullable String keyOf(byte[] blob) {
    Ciphertext ciphertext = Ciphertext.read(blob);
    return ciphertext == null ? null : ciphertext.arn();
  }
}
