package dev.sagebrush.services.kms;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that AWS makes for its services in an account, when they are first asked for: {@code
 * alias/aws/s3} and the like. They rotate once a year.
 */
final class ManagedKeys {

  private static final String PREFIX = "alias/aws/";
  private static final Set<String> SERVICES =
      Set.of(
          "acm",
          "backup",
          "cloud9",
          "codecommit",
          "connect",
          "dms",
          "dynamodb",
          "ebs",
          "elasticfilesystem",
          "es",
          "fsx",
          "glue",
          "kafka",
          "kinesis",
          "kinesisvideo",
          "lambda",
          "lex",
          "lightsail",
          "rds",
          "redshift",
          "s3",
          "sagemaker",
          "secretsmanager",
          "sns",
          "sqs",
          "ssm",
          "xray");
  private static final int YEAR = 365;

  private final Schema schema;
  private final Materials materials;
  private final Clock clock;
  private final Ids ids;

  ManagedKeys(Schema schema, Materials materials, Clock clock, Ids ids) {
    this.schema = schema;
    this.materials = materials;
    this.clock = clock;
    this.ids = ids;
  }

  /** Whether an alias is one of those that get a key when it is first asked for. */
  boolean knows(String alias) {
    return alias.startsWith(PREFIX) && SERVICES.contains(alias.substring(PREFIX.length()));
  }

  /** The alias, with its key; the first of several who ask at once makes it. */
  AliasRow make(String account, String region, String alias) {
    Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
    String service = alias.substring(PREFIX.length());
    KeyRow key =
        new KeyRow(
            account,
            region,
            ids.uuid(),
            Spec.SYMMETRIC_DEFAULT,
            Spec.ENCRYPT_DECRYPT,
            "AWS_KMS",
            true,
            "Default key that protects my "
                + service.toUpperCase(Locale.ROOT)
                + " data when no other key is defined",
            KeyPolicies.managed(account, region, service),
            Map.of(),
            now,
            Status.ENABLED,
            null,
            new Rotation(YEAR, now.plus(Duration.ofDays(YEAR))),
            null,
            null);
    MaterialRow material = materials.row(key, materials.make(key.spec()), now);
    return schema
        .tables()
        .write(transaction -> {
          String name = Tables.key(account, region, alias);
          @Nullable AliasRow present = transaction.get(schema.aliases(), name);
          if (present != null) {
            return present;
          }
          AliasRow made = new AliasRow(account, region, alias, key.id(), now, now);
          materials.put(transaction, key.withMaterial(material.id()), material);
          transaction.put(schema.aliases(), name, made);
          return made;
        });
  }
}
