package dev.sagebrush.services.sts;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.MfaDevices;
import dev.sagebrush.kernel.policy.Identities;
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
   * What STS learns of those who call it.
   *
   * @param credentials every credential there is, for GetAccessKeyInfo
   * @param identities the tags that callers have, for trust policies
   * @param devices check the codes that callers show
   */
  public record Callers(Credentials credentials, Identities identities, MfaDevices devices) {}

  /**
   * The operations of STS that are served.
   *
   * @param tables where sessions go
   * @param sealer of their secrets
   * @param clock what the time is
   * @param ids for keys and tokens, unguessable
   * @param caller reaches IAM, for the roles that are assumed
   * @param callers what is known of those who call
   */
  public static Service service(
      Tables tables, Sealer sealer, Clock clock, Ids ids, Caller caller, Callers callers) {
    Sessions sessions = new Sessions(tables, sealer, clock, ids);
    Lookups identity = new Lookups(callers.credentials());
    CodeCheck codes = new CodeCheck(callers.devices(), clock);
    Tokens tokens = new Tokens(sessions, codes);
    RoleFinder finder = new RoleFinder(caller);
    Trust trust = new Trust(callers.identities(), clock);
    AssumedRoles roles = new AssumedRoles(finder, trust, codes, sessions);
    WebIdentities web = new WebIdentities(finder, trust, new ProviderKeys(clock), sessions, clock);
    return Service.of(STSApi.API)
        .on(STSApi.GET_CALLER_IDENTITY, identity::caller)
        .on(STSApi.GET_ACCESS_KEY_INFO, identity::accessKey)
        .on(STSApi.ASSUME_ROLE, roles::assume)
        .on(STSApi.ASSUME_ROLE_WITH_WEB_IDENTITY, web::assume)
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
