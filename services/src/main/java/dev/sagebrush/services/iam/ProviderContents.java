package dev.sagebrush.services.iam;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.iam.IAMApi;

/** The operations on those who vouch for others. */
record ProviderContents(Schema schema, Clock clock) {

  void bind(Service.Builder service) {
    OidcProviders oidc = new OidcProviders(schema, clock);
    service
        .on(IAMApi.CREATE_OPEN_ID_CONNECT_PROVIDER, oidc::create)
        .on(IAMApi.GET_OPEN_ID_CONNECT_PROVIDER, oidc::get)
        .on(IAMApi.LIST_OPEN_ID_CONNECT_PROVIDERS, oidc::list)
        .on(IAMApi.DELETE_OPEN_ID_CONNECT_PROVIDER, oidc::delete)
        .on(IAMApi.ADD_CLIENT_ID_TO_OPEN_ID_CONNECT_PROVIDER, oidc::addClient)
        .on(IAMApi.REMOVE_CLIENT_ID_FROM_OPEN_ID_CONNECT_PROVIDER, oidc::removeClient)
        .on(IAMApi.UPDATE_OPEN_ID_CONNECT_PROVIDER_THUMBPRINT, oidc::updateThumbprints)
        .on(IAMApi.TAG_OPEN_ID_CONNECT_PROVIDER, oidc::tag)
        .on(IAMApi.UNTAG_OPEN_ID_CONNECT_PROVIDER, oidc::untag)
        .on(IAMApi.LIST_OPEN_ID_CONNECT_PROVIDER_TAGS, oidc::tags);
  }
}
