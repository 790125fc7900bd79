package dev.sagebrush.services.ssm;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.model.Caller;
import dev.sagebrush.model.Service;
import dev.sagebrush.model.ssm.SSMApi;
import dev.sagebrush.store.Tables;

/** AWS Systems Manager: its Parameter Store. */
public final class Ssm {

  private Ssm() {}

  /**
   * The operations of Systems Manager that are served.
   *
   * @param tables where everything goes
   * @param clock what the time is
   * @param tokens of listings that go on
   * @param caller reaches KMS, which encrypts secure strings
   * @param jobs where the job runs that erases what has expired
   */
  public static Service service(
      Tables tables, Clock clock, PageTokens tokens, Caller caller, Jobs jobs) {
    Shelf shelf = new Shelf(tables, clock);
    SecureStrings secure = new SecureStrings(caller);
    Pages pages = new Pages(tokens);
    ParameterWrites writes = new ParameterWrites(shelf, secure, clock);
    ParameterReads reads = new ParameterReads(shelf, secure, pages);
    ParameterListing listing = new ParameterListing(shelf, secure, pages);
    Labels labels = new Labels(shelf);
    ParameterTags tags = new ParameterTags(shelf);
    jobs.start("ssm-expiry", shelf::watch);
    return Service.of(SSMApi.API)
        .on(SSMApi.PUT_PARAMETER, writes::put)
        .on(SSMApi.DELETE_PARAMETER, writes::delete)
        .on(SSMApi.DELETE_PARAMETERS, writes::deleteAll)
        .on(SSMApi.GET_PARAMETER, reads::get)
        .on(SSMApi.GET_PARAMETERS, reads::getAll)
        .on(SSMApi.GET_PARAMETERS_BY_PATH, reads::byPath)
        .on(SSMApi.DESCRIBE_PARAMETERS, listing::describe)
        .on(SSMApi.GET_PARAMETER_HISTORY, listing::history)
        .on(SSMApi.LABEL_PARAMETER_VERSION, labels::put)
        .on(SSMApi.UNLABEL_PARAMETER_VERSION, labels::remove)
        .on(SSMApi.ADD_TAGS_TO_RESOURCE, tags::add)
        .on(SSMApi.REMOVE_TAGS_FROM_RESOURCE, tags::remove)
        .on(SSMApi.LIST_TAGS_FOR_RESOURCE, tags::list)
        .build();
  }
}
