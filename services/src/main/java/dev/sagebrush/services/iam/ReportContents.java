package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.iam.IAMApi;

/** The operations that tell what somebody may do and has. */
record ReportContents(Schema schema, UserTables users, Clock clock, PageTokens tokens) {

  void bind(Service.Builder service) {
    Simulator simulator = new Simulator(schema, tokens);
    PasswordPolicies policies = new PasswordPolicies(schema.tables());
    CredentialReports reports = new CredentialReports(schema, users, policies, clock);
    AccountDetails details = new AccountDetails(schema, tokens);
    service
        .on(IAMApi.GET_ACCOUNT_AUTHORIZATION_DETAILS, details::get)
        .on(IAMApi.SIMULATE_CUSTOM_POLICY, simulator::custom)
        .on(IAMApi.SIMULATE_PRINCIPAL_POLICY, simulator::principal)
        .on(IAMApi.GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY, simulator::customKeys)
        .on(IAMApi.GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY, simulator::principalKeys)
        .on(IAMApi.GENERATE_CREDENTIAL_REPORT, reports::generate)
        .on(IAMApi.GET_CREDENTIAL_REPORT, reports::get);
  }
}
