/**
 * AWS Secrets Manager: secrets with versions, and the labels that say which is current.
 *
 * <p><b>What it promises.</b> A value is on the disk only encrypted, under a data key that KMS has
 * made for it; whoever reads it needs the right to decrypt with that key. A deleted secret can be
 * restored until its window has passed by the clock, then it is erased.
 *
 * <p><b>Tables</b>, under account, Region and name of the secret:
 *
 * <ul>
 *   <li>{@code secretsmanager.secrets}: → {@code SecretRow}
 *   <li>{@code secretsmanager.versions}: and the end of the ARN and the version's id → {@code
 *       VersionRow}
 *   <li>{@code secretsmanager.due}: second in twelve digits, account, Region, name → {@code Due}
 * </ul>
 *
 * <p><b>What it leaves out.</b> Replicas in other Regions, managed external secrets, schedules of
 * the kind {@code cron(...)}. Functions that rotate are called through a hook; without one an
 * immediate rotation is refused and a scheduled one fails, with a warning in the log.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">Secrets
 * Manager API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.secretsmanager;

import org.jspecify.annotations.NullMarked;
