package dev.sagebrush.server;

import dev.sagebrush.kernel.CachedCredentials;
import dev.sagebrush.kernel.Clock;
import dev.sagebrush.kernel.Ids;
import dev.sagebrush.kernel.Jobs;
import dev.sagebrush.kernel.PageTokens;
import dev.sagebrush.kernel.policy.CachedOrganization;
import dev.sagebrush.kernel.policy.CachedPolicies;
import dev.sagebrush.kernel.seal.Sealer;
import dev.sagebrush.model.Caller;
import dev.sagebrush.store.Blobs;
import dev.sagebrush.store.Series;
import dev.sagebrush.store.Tables;
import java.nio.file.Path;

/**
 * What services are built from.
 *
 * @param sealer of what must not be readable on the disk
 * @param credentials that were created, remembered
 * @param policies of principals, remembered
 * @param organization what lies over accounts, remembered
 * @param caller reaches every service, also those that are built later
 * @param data the folder for what is neither table nor blob: the work of running jobs
 * @param classicBuckets whether new buckets have ACLs and may be public without being told
 */
record Rooms(
    Clock clock,
    Ids ids,
    PageTokens tokens,
    Sealer sealer,
    Tables tables,
    Blobs blobs,
    Series series,
    CachedCredentials credentials,
    CachedPolicies policies,
    CachedOrganization organization,
    Jobs jobs,
    Caller caller,
    Path data,
    boolean classicBuckets) {}
