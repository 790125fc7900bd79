package dev.sagebrush.wire.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.kernel.Call;
import dev.sagebrush.kernel.Origin;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.kernel.Signature;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.iam.GetRoleRequest;
import dev.sagebrush.model.iam.GetRoleResponse;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.sts.GetCallerIdentityRequest;
import dev.sagebrush.model.sts.GetCallerIdentityResponse;
import dev.sagebrush.model.sts.STSApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicesTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Signature SIGNATURE =
      new Signature(
          Signature.Version.V4,
          Signature.Place.HEADER,
          "AKIDEXAMPLE",
          NOW,
          "us-east-1",
          "sts",
          null);
  private static final Call CLIENT =
      new Call(
          "request",
          Principal.root("000000000000"),
          "000000000000",
          "us-east-1",
          NOW,
          Origin.of("192.0.2.1", true, "test", "https://localhost").signed(SIGNATURE));
  private static final GetCallerIdentityRequest WHO = GetCallerIdentityRequest.builder().build();

  private final List<Call> authorized = new ArrayList<>();
  private final List<CallObserver.Served> served = new ArrayList<>();
  private final Services services =
      new Services((call, operation, request) -> authorized.add(call)).observe(served::add);

  private GetCallerIdentityResponse role(GetCallerIdentityRequest request) {
    GetRoleRequest inner = GetRoleRequest.builder().roleName("r").build();
    services.call(IAMApi.GET_ROLE, inner);
    return GetCallerIdentityResponse.builder().account("1").build();
  }

  @Test
  void aServiceCallingAnotherIsSeenAsTheClientByWayOfIt() {
    services.add(Service.of(STSApi.API).on(STSApi.GET_CALLER_IDENTITY, this::role).build());
    services.add(
        Service.of(IAMApi.API)
            .on(IAMApi.GET_ROLE, request -> GetRoleResponse.builder().build())
            .build());
    services.serve(CLIENT, STSApi.GET_CALLER_IDENTITY, WHO);
    assertSame(CLIENT, authorized.getFirst());
    Origin inner = authorized.getLast().origin();
    assertEquals(List.of("sts.amazonaws.com"), inner.calledVia());
    assertEquals(SIGNATURE, inner.signature());
    assertEquals("192.0.2.1", inner.sourceIp());
    assertEquals(
        List.of("GetRole", "GetCallerIdentity"),
        served.stream().map(each -> each.operation().name()).toList());
    assertEquals(WHO, served.getLast().request());
    assertEquals(
        GetCallerIdentityResponse.builder().account("1").build(), served.getLast().answer());
  }

  @Test
  void aJobCallsByItself() throws Exception {
    services.add(
        Service.of(IAMApi.API)
            .on(IAMApi.GET_ROLE, request -> GetRoleResponse.builder().build())
            .build());
    Call job = CLIENT.from(Origin.service("sagemaker.amazonaws.com"));
    GetRoleRequest request = GetRoleRequest.builder().roleName("r").build();
    Call.as(job, () -> services.call(IAMApi.GET_ROLE, request));
    assertEquals(job, authorized.getFirst());
  }

  @Test
  void everyObserverIsToldOfFailuresWhateverTheOthersDo() {
    Services all =
        new Services((call, operation, request) -> {})
            .observe(each -> {
              throw new IllegalStateException("broken observer");
            })
            .observe(served::add);
    ServiceException error =
        assertThrows(
            ServiceException.class, () -> all.serve(CLIENT, STSApi.GET_CALLER_IDENTITY, WHO));
    assertEquals("NotImplemented", error.code());
    assertSame(error, served.getFirst().error());
    assertNull(served.getFirst().answer());
  }
}
