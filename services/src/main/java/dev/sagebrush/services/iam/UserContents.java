package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.iam.IAMApi;

/**
 * The operations on what users prove with who they are.
 *
 * @param users its tables
 */
record UserContents(
    Schema schema, UserTables users, Pages pages, Clock clock, Ids ids, Sealer sealer) {

  void bind(Service.Builder service) {
    passwords(service);
    devices(service);
    SigningCertificates signing = new SigningCertificates(schema, users, pages, clock, ids);
    SshPublicKeys ssh = new SshPublicKeys(schema, users, pages, clock, ids);
    ServiceKeys keys = new ServiceKeys(schema, users, pages, clock, ids, sealer);
    service
        .on(IAMApi.UPLOAD_SIGNING_CERTIFICATE, signing::upload)
        .on(IAMApi.UPDATE_SIGNING_CERTIFICATE, signing::update)
        .on(IAMApi.DELETE_SIGNING_CERTIFICATE, signing::delete)
        .on(IAMApi.LIST_SIGNING_CERTIFICATES, signing::list)
        .on(IAMApi.UPLOAD_SSH_PUBLIC_KEY, ssh::upload)
        .on(IAMApi.GET_SSH_PUBLIC_KEY, ssh::get)
        .on(IAMApi.UPDATE_SSH_PUBLIC_KEY, ssh::update)
        .on(IAMApi.DELETE_SSH_PUBLIC_KEY, ssh::delete)
        .on(IAMApi.LIST_SSH_PUBLIC_KEYS, ssh::list)
        .on(IAMApi.CREATE_SERVICE_SPECIFIC_CREDENTIAL, keys::create)
        .on(IAMApi.RESET_SERVICE_SPECIFIC_CREDENTIAL, keys::reset)
        .on(IAMApi.UPDATE_SERVICE_SPECIFIC_CREDENTIAL, keys::update)
        .on(IAMApi.DELETE_SERVICE_SPECIFIC_CREDENTIAL, keys::delete)
        .on(IAMApi.LIST_SERVICE_SPECIFIC_CREDENTIALS, keys::list);
  }

  private void passwords(Service.Builder service) {
    PasswordPolicies policies = new PasswordPolicies(schema.tables());
    LoginProfiles profiles = new LoginProfiles(schema, users, policies, clock, ids);
    service
        .on(IAMApi.GET_ACCOUNT_PASSWORD_POLICY, policies::get)
        .on(IAMApi.UPDATE_ACCOUNT_PASSWORD_POLICY, policies::update)
        .on(IAMApi.DELETE_ACCOUNT_PASSWORD_POLICY, policies::delete)
        .on(IAMApi.CREATE_LOGIN_PROFILE, profiles::create)
        .on(IAMApi.GET_LOGIN_PROFILE, profiles::get)
        .on(IAMApi.UPDATE_LOGIN_PROFILE, profiles::update)
        .on(IAMApi.DELETE_LOGIN_PROFILE, profiles::delete)
        .on(IAMApi.CHANGE_PASSWORD, profiles::change);
  }

  private void devices(Service.Builder service) {
    MfaCodes codes = new MfaCodes(schema.tables(), users, clock, sealer);
    MfaEnrolments enrolments = new MfaEnrolments(schema, users, pages, codes, clock);
    MfaDeviceList devices = new MfaDeviceList(schema, users, enrolments, pages, ids, sealer);
    service
        .on(IAMApi.CREATE_VIRTUAL_MFA_DEVICE, devices::create)
        .on(IAMApi.DELETE_VIRTUAL_MFA_DEVICE, devices::delete)
        .on(IAMApi.LIST_VIRTUAL_MFA_DEVICES, devices::list)
        .on(IAMApi.TAG_MFA_DEVICE, devices::tag)
        .on(IAMApi.UNTAG_MFA_DEVICE, devices::untag)
        .on(IAMApi.LIST_MFA_DEVICE_TAGS, devices::tags)
        .on(IAMApi.ENABLE_MFA_DEVICE, enrolments::enable)
        .on(IAMApi.RESYNC_MFA_DEVICE, enrolments::resync)
        .on(IAMApi.DEACTIVATE_MFA_DEVICE, enrolments::deactivate)
        .on(IAMApi.GET_MFA_DEVICE, enrolments::get)
        .on(IAMApi.LIST_MFA_DEVICES, enrolments::list);
  }
}
