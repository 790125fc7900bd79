package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sagebrush.model.Unit;
import dev.sagebrush.model.iam.CreateAccessKeyRequest;
import dev.sagebrush.model.iam.CreateLoginProfileRequest;
import dev.sagebrush.model.iam.IAMApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialReportsTest {

  @Test
  void reportsOnPasswordsAndKeys(@TempDir Path folder) {
    try (IamFixture iam = new IamFixture(folder)) {
      iam.user("ann", "/");
      iam.client.call(
          IAMApi.CREATE_LOGIN_PROFILE,
          new CreateLoginProfileRequest("correct Horse 9", false, "ann"));
      iam.client.call(IAMApi.CREATE_ACCESS_KEY, new CreateAccessKeyRequest("ann"));
      iam.client.refused("ReportNotPresent", IAMApi.GET_CREDENTIAL_REPORT, Unit.VALUE);
      assertEquals(
          "STARTED", iam.client.call(IAMApi.GENERATE_CREDENTIAL_REPORT, Unit.VALUE).state());
      assertEquals(
          "COMPLETE", iam.client.call(IAMApi.GENERATE_CREDENTIAL_REPORT, Unit.VALUE).state());
      byte[] content = iam.client.call(IAMApi.GET_CREDENTIAL_REPORT, Unit.VALUE).content();
      List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
      assertEquals(3, lines.size());
      int columns = lines.getFirst().split(",").length;
      assertEquals(22, columns);
      lines.forEach(line -> assertEquals(columns, line.split(",").length, line));
      assertEquals(
          "ann,arn:aws:iam::000000000000:user/ann,2026-01-02T03:04:05+00:00,true,no_information,"
              + "2026-01-02T03:04:05+00:00,N/A,false,true,2026-01-02T03:04:05+00:00,N/A,N/A,N/A,"
              + "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
          lines.get(2));
      iam.clock.advance(Duration.ofHours(4));
      iam.client.refused("ReportExpired", IAMApi.GET_CREDENTIAL_REPORT, Unit.VALUE);
    }
  }
}
