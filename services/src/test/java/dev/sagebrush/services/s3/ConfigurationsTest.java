package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.s3.AccelerateConfiguration;
import dev.sagebrush.model.s3.CORSConfiguration;
import dev.sagebrush.model.s3.CORSRule;
import dev.sagebrush.model.s3.Condition;
import dev.sagebrush.model.s3.DeleteBucketCorsRequest;
import dev.sagebrush.model.s3.DeleteBucketInventoryConfigurationRequest;
import dev.sagebrush.model.s3.DeleteBucketRequest;
import dev.sagebrush.model.s3.GetBucketAccelerateConfigurationOutput;
import dev.sagebrush.model.s3.GetBucketAccelerateConfigurationRequest;
import dev.sagebrush.model.s3.GetBucketCorsOutput;
import dev.sagebrush.model.s3.GetBucketCorsRequest;
import dev.sagebrush.model.s3.GetBucketEncryptionOutput;
import dev.sagebrush.model.s3.GetBucketEncryptionRequest;
import dev.sagebrush.model.s3.GetBucketInventoryConfigurationRequest;
import dev.sagebrush.model.s3.GetBucketRequestPaymentOutput;
import dev.sagebrush.model.s3.GetBucketRequestPaymentRequest;
import dev.sagebrush.model.s3.GetBucketWebsiteOutput;
import dev.sagebrush.model.s3.GetBucketWebsiteRequest;
import dev.sagebrush.model.s3.IndexDocument;
import dev.sagebrush.model.s3.InventoryConfiguration;
import dev.sagebrush.model.s3.InventoryDestination;
import dev.sagebrush.model.s3.InventoryS3BucketDestination;
import dev.sagebrush.model.s3.InventorySchedule;
import dev.sagebrush.model.s3.ListBucketInventoryConfigurationsOutput;
import dev.sagebrush.model.s3.ListBucketInventoryConfigurationsRequest;
import dev.sagebrush.model.s3.PutBucketAccelerateConfigurationRequest;
import dev.sagebrush.model.s3.PutBucketCorsRequest;
import dev.sagebrush.model.s3.PutBucketEncryptionRequest;
import dev.sagebrush.model.s3.PutBucketInventoryConfigurationRequest;
import dev.sagebrush.model.s3.PutBucketRequestPaymentRequest;
import dev.sagebrush.model.s3.PutBucketWebsiteRequest;
import dev.sagebrush.model.s3.Redirect;
import dev.sagebrush.model.s3.RedirectAllRequestsTo;
import dev.sagebrush.model.s3.RequestPaymentConfiguration;
import dev.sagebrush.model.s3.RoutingRule;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.s3.ServerSideEncryptionByDefault;
import dev.sagebrush.model.s3.ServerSideEncryptionConfiguration;
import dev.sagebrush.model.s3.ServerSideEncryptionRule;
import dev.sagebrush.model.s3.WebsiteConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationsTest {

  private Harness s3;

  @BeforeEach
  void open(@TempDir Path folder) {
    s3 = Harness.withBucket(folder);
  }

  @AfterEach
  void close() {
    s3.close();
  }

  private static PutBucketCorsRequest cors(CORSRule.Builder... rules) {
    List<CORSRule> built = List.of(rules).stream().map(CORSRule.Builder::build).toList();
    return PutBucketCorsRequest.builder()
        .bucket(Harness.BUCKET)
        .corsConfiguration(CORSConfiguration.builder().corsRules(built).build())
        .build();
  }

  private static CORSRule.Builder rule() {
    return CORSRule.builder().allowedMethods(List.of("GET")).allowedOrigins(List.of("*"));
  }

  @Test
  void corsIsPutGotAndDeletedWithItsBucket() {
    GetBucketCorsRequest get = GetBucketCorsRequest.builder().bucket(Harness.BUCKET).build();
    assertEquals("NoSuchCORSConfiguration", s3.refused(S3Api.GET_BUCKET_CORS, get).code());
    CORSRule.Builder rule =
        rule()
            .allowedHeaders(List.of("x-*"))
            .exposeHeaders(List.of("etag"))
            .maxAgeSeconds(7)
            .id("a");
    s3.call(S3Api.PUT_BUCKET_CORS, Unit.class, cors(rule));
    assertEquals(
        List.of(rule.build()),
        s3.call(S3Api.GET_BUCKET_CORS, GetBucketCorsOutput.class, get).corsRules());
    s3.call(
        S3Api.DELETE_BUCKET,
        Unit.class,
        DeleteBucketRequest.builder().bucket(Harness.BUCKET).build());
    s3.createBucket(Harness.BUCKET);
    assertEquals("NoSuchCORSConfiguration", s3.refused(S3Api.GET_BUCKET_CORS, get).code());
    s3.call(
        S3Api.DELETE_BUCKET_CORS,
        Unit.class,
        DeleteBucketCorsRequest.builder().bucket(Harness.BUCKET).build());
  }

  @Test
  void corsRulesAreChecked() {
    assertEquals("MalformedXML", s3.refused(S3Api.PUT_BUCKET_CORS, cors()).code());
    assertEquals(
        "MalformedXML",
        s3.refused(S3Api.PUT_BUCKET_CORS, cors(rule().allowedMethods(null))).code());
    assertEquals(
        "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
        s3.refused(S3Api.PUT_BUCKET_CORS, cors(rule().allowedMethods(List.of("PATCH"))))
            .getMessage());
    assertEquals(
        "AllowedOrigin \"http://*.a.*\" can not have more than one wildcard.",
        s3.refused(S3Api.PUT_BUCKET_CORS, cors(rule().allowedOrigins(List.of("http://*.a.*"))))
            .getMessage());
    assertEquals(
        "InvalidRequest",
        s3.refused(S3Api.PUT_BUCKET_CORS, cors(rule().exposeHeaders(List.of("*")))).code());
  }

  private String refusedSite(WebsiteConfiguration.Builder site) {
    return s3.refused(
            S3Api.PUT_BUCKET_WEBSITE,
            PutBucketWebsiteRequest.builder()
                .bucket(Harness.BUCKET)
                .websiteConfiguration(site.build())
                .build())
        .code();
  }

  @Test
  void websitesAreChecked() {
    IndexDocument index = IndexDocument.builder().suffix("index.html").build();
    RedirectAllRequestsTo elsewhere = RedirectAllRequestsTo.builder().hostName("a.b").build();
    assertEquals("InvalidArgument", refusedSite(WebsiteConfiguration.builder()));
    assertEquals(
        "MalformedXML",
        refusedSite(
            WebsiteConfiguration.builder().indexDocument(index).redirectAllRequestsTo(elsewhere)));
    assertEquals(
        "InvalidArgument",
        refusedSite(
            WebsiteConfiguration.builder()
                .indexDocument(IndexDocument.builder().suffix("a/b").build())));
    for (RoutingRule rule :
        List.of(
            RoutingRule.builder()
                .redirect(Redirect.builder().replaceKeyWith("a").replaceKeyPrefixWith("b").build())
                .build(),
            RoutingRule.builder()
                .redirect(Redirect.builder().httpRedirectCode("300").build())
                .build(),
            RoutingRule.builder()
                .condition(Condition.builder().build())
                .redirect(Redirect.builder().hostName("a").build())
                .build())) {
      assertEquals(
          "InvalidRequest",
          refusedSite(
              WebsiteConfiguration.builder().indexDocument(index).routingRules(List.of(rule))));
    }
    s3.call(
        S3Api.PUT_BUCKET_WEBSITE,
        Unit.class,
        PutBucketWebsiteRequest.builder()
            .bucket(Harness.BUCKET)
            .websiteConfiguration(WebsiteConfiguration.builder().indexDocument(index).build())
            .build());
    GetBucketWebsiteOutput got =
        s3.call(
            S3Api.GET_BUCKET_WEBSITE,
            GetBucketWebsiteOutput.class,
            GetBucketWebsiteRequest.builder().bucket(Harness.BUCKET).build());
    assertEquals(index, got.indexDocument());
    assertNull(got.routingRules());
  }

  @Test
  void switchesHaveTheirUsualPositions() {
    GetBucketRequestPaymentRequest payer =
        GetBucketRequestPaymentRequest.builder().bucket(Harness.BUCKET).build();
    assertEquals(
        "BucketOwner",
        s3.call(S3Api.GET_BUCKET_REQUEST_PAYMENT, GetBucketRequestPaymentOutput.class, payer)
            .payer());
    PutBucketRequestPaymentRequest.Builder put =
        PutBucketRequestPaymentRequest.builder().bucket(Harness.BUCKET);
    assertEquals(
        "MalformedXML",
        s3.refused(
                S3Api.PUT_BUCKET_REQUEST_PAYMENT,
                put.requestPaymentConfiguration(
                        RequestPaymentConfiguration.builder().payer("Me").build())
                    .build())
            .code());
    s3.call(
        S3Api.PUT_BUCKET_REQUEST_PAYMENT,
        Unit.class,
        put.requestPaymentConfiguration(
                RequestPaymentConfiguration.builder().payer("Requester").build())
            .build());
    assertEquals(
        "Requester",
        s3.call(S3Api.GET_BUCKET_REQUEST_PAYMENT, GetBucketRequestPaymentOutput.class, payer)
            .payer());
    GetBucketAccelerateConfigurationRequest fast =
        GetBucketAccelerateConfigurationRequest.builder().bucket(Harness.BUCKET).build();
    assertNull(
        s3.call(
                S3Api.GET_BUCKET_ACCELERATE_CONFIGURATION,
                GetBucketAccelerateConfigurationOutput.class,
                fast)
            .status());
    s3.call(
        S3Api.PUT_BUCKET_ACCELERATE_CONFIGURATION,
        Unit.class,
        PutBucketAccelerateConfigurationRequest.builder()
            .bucket(Harness.BUCKET)
            .accelerateConfiguration(AccelerateConfiguration.builder().status("Enabled").build())
            .build());
    assertEquals(
        "Enabled",
        s3.call(
                S3Api.GET_BUCKET_ACCELERATE_CONFIGURATION,
                GetBucketAccelerateConfigurationOutput.class,
                fast)
            .status());
  }

  private String algorithm() {
    return s3.call(
            S3Api.GET_BUCKET_ENCRYPTION,
            GetBucketEncryptionOutput.class,
            GetBucketEncryptionRequest.builder().bucket(Harness.BUCKET).build())
        .serverSideEncryptionConfiguration()
        .rules()
        .getFirst()
        .applyServerSideEncryptionByDefault()
        .sseAlgorithm();
  }

  private static PutBucketEncryptionRequest encrypting(String algorithm, String key) {
    ServerSideEncryptionRule rule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(
                ServerSideEncryptionByDefault.builder()
                    .sseAlgorithm(algorithm)
                    .kmsMasterKeyID(key)
                    .build())
            .build();
    return PutBucketEncryptionRequest.builder()
        .bucket(Harness.BUCKET)
        .serverSideEncryptionConfiguration(
            ServerSideEncryptionConfiguration.builder().rules(List.of(rule)).build())
        .build();
  }

  @Test
  void bucketsEncryptByThemselvesUnlessToldHow() {
    assertEquals("AES256", algorithm());
    assertEquals(
        "InvalidArgument",
        s3.refused(S3Api.PUT_BUCKET_ENCRYPTION, encrypting("AES256", "k")).code());
    assertEquals(
        "MalformedXML", s3.refused(S3Api.PUT_BUCKET_ENCRYPTION, encrypting("rot13", null)).code());
    assertEquals(
        "NotImplemented",
        s3.refused(S3Api.PUT_BUCKET_ENCRYPTION, encrypting("aws:kms", "k")).code());
    s3.call(S3Api.PUT_BUCKET_ENCRYPTION, Unit.class, encrypting("AES256", null));
    assertEquals("AES256", algorithm());
  }

  private static InventoryConfiguration inventory(String id) {
    return InventoryConfiguration.builder()
        .id(id)
        .isEnabled(true)
        .includedObjectVersions("All")
        .schedule(InventorySchedule.builder().frequency("Daily").build())
        .destination(
            InventoryDestination.builder()
                .s3BucketDestination(
                    InventoryS3BucketDestination.builder()
                        .bucket("arn:aws:s3:::reports")
                        .format("CSV")
                        .build())
                .build())
        .build();
  }

  private void putInventory(String id) {
    s3.call(
        S3Api.PUT_BUCKET_INVENTORY_CONFIGURATION,
        Unit.class,
        PutBucketInventoryConfigurationRequest.builder()
            .bucket(Harness.BUCKET)
            .id(id)
            .inventoryConfiguration(inventory(id))
            .build());
  }

  private ListBucketInventoryConfigurationsOutput inventories(String token) {
    return s3.call(
        S3Api.LIST_BUCKET_INVENTORY_CONFIGURATIONS,
        ListBucketInventoryConfigurationsOutput.class,
        ListBucketInventoryConfigurationsRequest.builder()
            .bucket(Harness.BUCKET)
            .continuationToken(token)
            .build());
  }

  @Test
  void reportsAreListedInPages() {
    for (int i = 0; i < 101; i++) {
      putInventory(String.format(Locale.ROOT, "i%03d", i));
    }
    ListBucketInventoryConfigurationsOutput first = inventories(null);
    assertEquals(100, first.inventoryConfigurationList().size());
    assertEquals(true, first.isTruncated());
    ListBucketInventoryConfigurationsOutput second = inventories(first.nextContinuationToken());
    assertEquals(List.of(inventory("i100")), second.inventoryConfigurationList());
    assertEquals(false, second.isTruncated());
    s3.call(
        S3Api.DELETE_BUCKET_INVENTORY_CONFIGURATION,
        Unit.class,
        DeleteBucketInventoryConfigurationRequest.builder()
            .bucket(Harness.BUCKET)
            .id("i100")
            .build());
    assertEquals(
        "NoSuchConfiguration",
        s3.refused(
                S3Api.GET_BUCKET_INVENTORY_CONFIGURATION,
                GetBucketInventoryConfigurationRequest.builder()
                    .bucket(Harness.BUCKET)
                    .id("i100")
                    .build())
            .code());
    assertEquals(
        "InvalidArgument",
        s3.refused(
                S3Api.PUT_BUCKET_INVENTORY_CONFIGURATION,
                PutBucketInventoryConfigurationRequest.builder()
                    .bucket(Harness.BUCKET)
                    .id("other")
                    .inventoryConfiguration(inventory("one"))
                    .build())
            .code());
  }
}
