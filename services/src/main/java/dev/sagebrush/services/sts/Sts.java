package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.sts.STSApi;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;

/** AWS Security Token Service. */
public final class Sts {

  private Sts() {}

  /**
   * The operations of STS that are served.
   *
   * @param tables where sessions go
   * @param sealer of their secrets
   * @param clock what the time is
   * @param ids for keys and tokens, unguessable
   * @param caller reaches IAM, for the roles that are assumed
   * @param credentials every credential there is, for GetAccessKeyInfo
   */
  public static Service service(
      Tables tables, Sealer sealer, Clock clock, Ids ids, Caller caller, Credentials credentials) {
    Sessions sessions = new Sessions(tables, sealer, clock, ids);
    Identities identities = new Identities(credentials);
    Tokens tokens = new Tokens(sessions);
    AssumedRoles roles = new AssumedRoles(caller, sessions);
    return Service.of(STSApi.API)
        .on(STSApi.GET_CALLER_IDENTITY, identities::caller)
        .on(STSApi.GET_ACCESS_KEY_INFO, identities::accessKey)
        .on(STSApi.ASSUME_ROLE, roles::assume)
        .on(STSApi.GET_SESSION_TOKEN, tokens::session)
        .on(STSApi.GET_FEDERATION_TOKEN, tokens::federation)
        .build();
  }

  /** The temporary credentials that were given out, read from the tables at each call. */
  public static Credentials credentials(Tables tables, Sealer sealer) {
    Table<Session> sessions = Sessions.sessions(tables, sealer);
    return id -> {
      Session session = id.startsWith("ASIA") ? sessions.get(id) : null;
      return session == null ? null : session.credential(sealer);
    };
  }
}
