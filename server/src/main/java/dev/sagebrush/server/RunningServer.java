package dev.sagebrush.server;

import dev.sagebrush.kernel.AdvanceableClock;
import dev.sagebrush.kernel.CachedCredentials;
import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.RequestIds;
import dev.sagebrush.kernel.Settings;
import dev.sagebrush.kernel.SystemClock;
import dev.sagebrush.kernel.policy.CachedOrganization;
import dev.sagebrush.kernel.policy.CachedPolicies;
import dev.sagebrush.kernel.seal.MasterSealer;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.server.access.Decisions;
import dev.sagebrush.server.access.ExplainPage;
import dev.sagebrush.server.access.Gate;
import dev.sagebrush.services.s3.S3;
import dev.sagebrush.store.embedded.FileBlobs;
import dev.sagebrush.store.embedded.SqliteSeries;
import dev.sagebrush.store.embedded.SqliteTables;
import dev.sagebrush.wire.auth.AuthLimits;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.auth.LocalRootCredentials;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.dispatch.Dispatcher;
import dev.sagebrush.wire.dispatch.Services;
import dev.sagebrush.wire.http.BucketRules;
import dev.sagebrush.wire.http.CertificateFiles;
import dev.sagebrush.wire.http.CertificateSource;
import dev.sagebrush.wire.http.Cors;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpLimits;
import dev.sagebrush.wire.http.HttpServer;
import dev.sagebrush.wire.http.HttpServerOptions;
import dev.sagebrush.wire.http.OwnCertificate;
import dev.sagebrush.wire.http.ServerMetrics;
import dev.sagebrush.wire.http.ServerPages;
import dev.sagebrush.wire.http.VirtualHost;
import dev.sagebrush.wire.protocol.Protocols;
import dev.sagebrush.wire.route.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server while it runs: opened room by room, closed in the reverse order. */
public final class RunningServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long a clock that is moved waits for a job it has woken. */
  private static final Duration MOVE_PATIENCE = Duration.ofSeconds(30);

  /** The names of this machine below which a bucket's name may stand. */
  private static final List<String> HOSTS = List.of("localhost", "localhost.localdomain");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Settings settings;
  private final Clock machine = new SystemClock();
  private final ServerMetrics metrics;
  private final Gate gate = new Gate();
  private final Decisions decisions = new Decisions();
  private final Services services;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int port;

  private RunningServer(Settings settings) {
    this.settings = settings;
    this.metrics = new ServerMetrics();
    this.services = new Services(gate).observe(new CallMetrics(metrics));
  }

  /**
   * Starts a server.
   *
   * @throws IOException when its folder or its address is taken, with what to do
   */
  public static RunningServer start(Settings settings) throws IOException {
    RunningServer server = new RunningServer(settings);
    try {
      server.open();
      return server;
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  private void open() throws IOException {
    DataFolder folder = keep(DataFolder.take(settings.data()));
    Path data = folder.path();
    ServerLog.open(data, settings.logLevel());
    ClockFile clockFile = new ClockFile(data);
    AdvanceableClock clock = new AdvanceableClock(machine, clockFile.read(), MOVE_PATIENCE);
    Ids ids = Ids.secure();
    MasterSealer sealer = MasterKeyFile.sealer(data, settings.master(), ids);
    SqliteTables tables = keep(SqliteTables.open(data.resolve("tables")));
    MasterKeyMark.check(tables, sealer);
    FileBlobs blobs = keep(FileBlobs.open(data.resolve("blobs")));
    SqliteSeries series = keep(SqliteSeries.open(data.resolve("series")));
    // After the stores, so that jobs have ended when those close.
    Jobs jobs = keep(new Jobs((name, failure) -> LOG.error("{} failed", name, failure), PATIENCE));
    Rooms rooms =
        new Rooms(
            clock,
            ids,
            new PageTokens(InstallationKey.of(data, ids)),
            sealer,
            tables,
            blobs,
            series,
            new CachedCredentials(clock, Catalog.credentials(tables, sealer)),
            new CachedPolicies(clock, Catalog.identities(tables, sealer)),
            new CachedOrganization(clock, Catalog.organization(tables)),
            jobs,
            services,
            data,
            settings.classicBuckets());
    Catalog.open(rooms, services);
    gate.keptBy(Access.authorizer(rooms, decisions));
    Catalog.observers(tables, sealer).forEach(services::observe);
    listen(rooms, clock, clockFile);
  }

  private void listen(Rooms rooms, AdvanceableClock clock, ClockFile clockFile) throws IOException {
    Protocols protocols = new Protocols(Limits.DEFAULT.documentBytes(settings.maxBodyBytes()));
    VirtualHost hosts = new VirtualHost(HOSTS);
    List<Api> apis = services.all().stream().map(Service::api).toList();
    Router router =
        new Router(
            apis, (api, request) -> protocols.detect(request, api), hosts, settings.maxBodyBytes());
    Authenticator authenticator =
        new Authenticator(
            new LocalRootCredentials(rooms.credentials(), settings.loopback()),
            machine,
            hosts,
            new AuthLimits(settings.maxBodyBytes(), settings.maxBodyBytes()));
    Dispatcher dispatcher =
        new Dispatcher(router, authenticator, services, clock, settings.region());
    boolean clear = settings.loopback() || settings.allowRemotePlaintext();
    HttpHandler api = clear ? dispatcher : new EncryptedOnly(dispatcher);
    HttpHandler pages =
        new ServerPages(
            Version.VERSION,
            metrics,
            () -> port > 0,
            machine,
            new AdminPages(
                authenticator,
                Map.of(
                    "/_sagebrush/clock",
                    new ClockPage(clock, clockFile),
                    "/_sagebrush/explain",
                    new ExplainPage(decisions)),
                new Cors(
                    Cors.LOCAL_ORIGINS,
                    new BucketRules(S3.crossOrigin(rooms.tables()), hosts),
                    api)));
    HttpServerOptions options =
        HttpServerOptions.defaults()
            .listen(settings.host(), settings.port())
            .tls(certificate(rooms))
            .limits(HttpLimits.defaults().headerBytes(settings.maxHeaderBytes()));
    HttpServer http = keep(HttpServer.start(options, pages, metrics, machine));
    this.port = http.port();
  }

  private CertificateSource certificate(Rooms rooms) {
    Path data = rooms.data();
    Settings.Tls given = settings.tls();
    if (given != null) {
      return new CertificateFiles(given.certificate(), given.key());
    }
    List<String> names = OwnCertificate.localNames(settings.region());
    OwnCertificate own = new OwnCertificate(data.resolve("tls"), names, machine);
    // Clients must be given the authority before they first connect.
    rooms.jobs().start("certificate", own::files);
    return own;
  }

  private <T extends AutoCloseable> T keep(T room) {
    open.push(room);
    return room;
  }

  /** The URL clients use. */
  public String url() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "http://" + (settings.host().equals("0.0.0.0") ? "localhost" : host) + ":" + port;
  }

  /** The services it has. */
  public List<Service> served() {
    return services.all();
  }

  /** Calls its services in this process, as a client would over the wire. */
  public Caller caller() {
    return services;
  }

  /**
   * A call by root of the default account, for {@link Call#as}.
   *
   * @param userAgent who is calling
   */
  public Call rootCall(String userAgent) {
    Principal root = Principal.root("000000000000");
    return new Call(
        new RequestIds().next(),
        root,
        root.account(),
        settings.region(),
        machine.now(),
        Origin.of("127.0.0.1", false, userAgent, url()));
  }

  /** The clock of the machine it runs on. */
  public Clock machine() {
    return machine;
  }

  /** Waits until it is closed. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      AutoCloseable room = open.pop();
      try {
        room.close();
      } catch (Exception failed) {
        LOG.error("closing {} failed", room.getClass().getSimpleName(), failed);
      }
    }
    closed.countDown();
  }
}
