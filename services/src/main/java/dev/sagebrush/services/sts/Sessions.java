package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.sts.Credentials;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.TableSpec;
import dev.sagebrush.store.Tables;
import dev.sagebrush.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Temporary credentials, made and kept until they expire. */
final class Sessions {

  private static final int TOKEN_BYTES = 240;
  private static final int SWEPT = 100;

  private final Tables tables;
  private final Sealer sealer;
  private final Table<Session> sessions;
  private final Table<Expiry> expiries;
  private final Clock clock;
  private final Ids ids;

  Sessions(Tables tables, Sealer sealer, Clock clock, Ids ids) {
    this.tables = tables;
    this.sealer = sealer;
    this.sessions = sessions(tables, sealer);
    this.expiries = tables.table(TableSpec.of("sts.expiries", Expiry.class));
    this.clock = clock;
    this.ids = ids;
  }

  static Table<Session> sessions(Tables tables, Sealer sealer) {
    return tables.table(Session.table(sealer));
  }

  /** Makes credentials for a principal, with what the request adds to them. */
  Credentials make(
      Principal principal, @Nullable String role, Duration length, SessionRequest request) {
    String id = ids.unique(Ids.Prefix.TEMPORARY_KEY);
    Instant issued = clock.now().truncatedTo(ChronoUnit.SECONDS);
    String secret = ids.secretAccessKey();
    String token = Base64.getEncoder().encodeToString(ids.bytes(TOKEN_BYTES));
    Session session =
        new Session(
                secret,
                token,
                issued,
                issued.plus(length),
                principal,
                role,
                request.policy(),
                request.policyArns(),
                request.tags(),
                request.sourceIdentity(),
                request.vouched())
            .sealed(sealer);
    tables.write(transaction -> {
      sweep(transaction);
      transaction.put(sessions, id, session);
      transaction.put(expiries, Tables.key(second(session.expires()), id), new Expiry());
      return session;
    });
    return Credentials.builder()
        .accessKeyId(id)
        .secretAccessKey(secret)
        .sessionToken(token)
        .expiration(session.expires())
        .build();
  }

  /** Removes some sessions that have ended: more than one at a time, so that none pile up. */
  private void sweep(Transaction transaction) {
    // A day of grace: an ended session is told apart from one that never was.
    String before = second(clock.now().minus(Duration.ofDays(1)));
    for (Table.Row<Expiry> row :
        transaction.scan(expiries, Range.all().before(before).limit(SWEPT))) {
      String id = row.key().substring(row.key().indexOf(Tables.SEPARATOR) + 1);
      transaction.delete(sessions, id);
      transaction.delete(expiries, row.key());
    }
  }

  private static String second(Instant time) {
    return String.format(Locale.ROOT, "%012d", time.getEpochSecond());
  }
}
