/**
 * AWS Organizations: accounts in a tree of organizational units, and the policies laid over them.
 *
 * <p><b>What it promises.</b> An account that is created works at once on this server, with the
 * role by which the management account enters it. Service control and resource control policies
 * count from the next call on; {@code OrganizationReader} hands them to whoever decides about
 * calls, level by level.
 *
 * <p><b>Tables.</b>
 *
 * <ul>
 *   <li>{@code org.organizations}: id of the organization → {@code OrganizationRow}
 *   <li>{@code org.members}: account → {@code MemberRow}
 *   <li>{@code org.nodes}: organization, id of a root, unit or account → {@code NodeRow}, with the
 *       ids of the policies attached to it
 *   <li>{@code org.policies}: organization, id → {@code PolicyRow}
 *   <li>{@code org.requests}: organization, id → {@code RequestRow}, the creation of an account
 * </ul>
 *
 * <p><b>What it leaves out</b>, for now: invitations and every other handshake, delegated
 * administrators, access of services, resource policies, and policies of types that do not decide
 * about calls (tags, backup and others).
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html">AWS
 * Organizations API Reference</a>; quotas: <a
 * href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">Quotas
 * and service limits</a>.
 */
@NullMarked
package dev.sagebrush.services.organizations;

import org.jspecify.annotations.NullMarked;
