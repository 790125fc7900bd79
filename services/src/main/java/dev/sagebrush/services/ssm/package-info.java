/**
 * AWS Systems Manager, of which there is the Parameter Store: named values in hierarchies, with
 * versions and labels, in clear or encrypted by KMS.
 *
 * <p><b>What it promises.</b> A {@code SecureString} is on the disk only as KMS has encrypted it;
 * whoever reads it needs the right to decrypt with its key. A parameter whose policy lets it expire
 * is not there from that moment of the clock on, and erased soon after.
 *
 * <p><b>Tables</b>, under account, Region and name of the parameter:
 *
 * <ul>
 *   <li>{@code ssm.parameters}: → {@code ParameterRow}
 *   <li>{@code ssm.versions}: and the number in twelve digits → {@code VersionRow}
 *   <li>{@code ssm.due}: second in twelve digits, account, Region, name → {@code Due}
 * </ul>
 *
 * <p><b>What it leaves out.</b> Everything else of Systems Manager; the data types {@code
 * aws:ec2:image} and {@code aws:ssm:integration}; the public parameters of AWS; sharing. Notices of
 * policies are kept and shown, and carried nowhere. An {@code AllowedPattern} is a Java pattern and
 * not bounded in time.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html">Systems
 * Manager API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.ssm;

import org.jspecify.annotations.NullMarked;
