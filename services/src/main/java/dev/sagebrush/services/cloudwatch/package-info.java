/**
 * Amazon CloudWatch: metrics, put, listed, and read as statistics.
 *
 * <p><b>What it promises.</b> Accepted data are on the disk and seen by the next request. Points
 * are kept as they came for 455 days, the longest that AWS keeps any, and never thinned out, so
 * short periods stay readable where AWS has only long ones left.
 *
 * <p><b>Series.</b> One per metric and unit; its key is account, region, namespace, name,
 * dimensions, unit. Dimensions are in the order of their names, each as name, U+0001, value,
 * U+0002. Points of standard resolution are kept under the minute, those of high resolution under
 * the second.
 *
 * <p>Periods are counted from the start of the request, after it was rounded down, as AWS does.
 * Percentiles are by the nearest rank over the very values, where AWS approximates; as in AWS they
 * cannot be had of periods with a StatisticSet whose minimum is not its maximum.
 *
 * <p><b>What it leaves out</b>, for now: alarms, dashboards, streams, anomaly detection, insight
 * rules, entities, linked accounts.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html">Amazon
 * CloudWatch API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.cloudwatch;

import org.jspecify.annotations.NullMarked;
