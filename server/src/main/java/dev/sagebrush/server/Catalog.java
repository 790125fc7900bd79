package dev.sagebrush.server;

import dev.sagebrush.engine.container.Hosting;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.policy.Identities;
import dev.sagebrush.kernel.policy.Organization;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.services.builtin.BuiltinImages;
import dev.sagebrush.services.cloudwatch.CloudWatch;
import dev.sagebrush.services.iam.Iam;
import dev.sagebrush.services.kms.Kms;
import dev.sagebrush.services.logs.CloudWatchLogs;
import dev.sagebrush.services.organizations.Organizations;
import dev.sagebrush.services.s3.S3;
import dev.sagebrush.services.sagemaker.SageMaker;
import dev.sagebrush.services.sagemakerruntime.SageMakerRuntime;
import dev.sagebrush.services.secretsmanager.SecretsManager;
import dev.sagebrush.services.ssm.Ssm;
import dev.sagebrush.services.sts.Sts;
import dev.sagebrush.store.Tables;
import dev.sagebrush.wire.dispatch.CallObserver;
import dev.sagebrush.wire.dispatch.Services;
import java.util.List;
import java.util.function.Consumer;

/** The one list of what exists. */
final class Catalog {

  private Catalog() {}

  /**
   * Opens every service, the likelier first where two could claim a request. Those that take up
   * unfinished work when they open come after those they need for it.
   */
  static void open(Rooms rooms, Services services) {
    services.add(
        S3.service(
            rooms.tables(),
            rooms.blobs(),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            rooms.jobs(),
            Iam.mfaDevices(rooms.tables(), rooms.clock(), rooms.sealer()),
            rooms.classicBuckets()));
    services.add(
        Iam.service(
            rooms.tables(),
            rooms.sealer(),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            changes(rooms)));
    services.add(
        Sts.service(
            rooms.tables(),
            rooms.sealer(),
            rooms.clock(),
            rooms.ids(),
            services,
            new Sts.Callers(
                rooms.credentials(),
                rooms.policies(),
                Iam.mfaDevices(rooms.tables(), rooms.clock(), rooms.sealer()))));
    secrets(rooms, services);
    services.add(
        Organizations.service(
            rooms.tables(),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            services,
            rooms.organization()::changed));
    services.add(CloudWatch.service(rooms.series(), rooms.clock(), rooms.tokens()));
    services.add(
        CloudWatchLogs.service(rooms.tables(), rooms.clock(), rooms.tokens(), rooms.ids()));
    Hosting hosting = new Hosting();
    services.add(
        SageMaker.service(
            rooms.tables(),
            rooms.data().resolve("sagemaker"),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            services,
            new BuiltinImages(),
            hosting,
            rooms.jobs()));
    services.add(
        SageMakerRuntime.service(hosting, rooms.clock(), rooms.ids(), services, rooms.jobs()));
  }

  private static Iam.Changes changes(Rooms rooms) {
    return new Iam.Changes() {
      @Override
      public void key(String id) {
        rooms.credentials().forget(id);
      }

      @Override
      public void policies(String account) {
        rooms.policies().changed(account);
      }
    };
  }

  /** The policies of principals. */
  static Identities identities(Tables tables, Sealer sealer) {
    return Iam.identities(tables, sealer);
  }

  /** The policies over accounts. */
  static Organization organization(Tables tables) {
    return Organizations.organization(tables);
  }

  /** Keys, and what is kept under them. */
  private static void secrets(Rooms rooms, Services services) {
    services.add(
        Kms.service(
            rooms.tables(),
            rooms.sealer(),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            rooms.jobs()));
    services.add(
        SecretsManager.service(
            rooms.tables(),
            rooms.clock(),
            rooms.tokens(),
            rooms.ids(),
            services,
            SecretsManager.RotationHook.NONE,
            rooms.jobs()));
    services.add(
        Ssm.service(rooms.tables(), rooms.clock(), rooms.tokens(), services, rooms.jobs()));
  }

  /** Who is told of every call. */
  static List<CallObserver> observers(Tables tables, Sealer sealer) {
    Consumer<Call> keyUses = Iam.keyUses(tables, sealer);
    return List.of(served -> keyUses.accept(served.call()));
  }

  /** Where the keys that were created are found. */
  static List<Credentials> credentials(Tables tables, Sealer sealer) {
    return List.of(Iam.credentials(tables, sealer), Sts.credentials(tables, sealer));
  }
}
