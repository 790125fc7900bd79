/**
 * AWS Identity and Access Management: users with keys, groups, roles, instance profiles, and the
 * policies they have.
 *
 * <p><b>What it promises.</b> A key works as soon as it is made and stops as soon as it is inactive
 * or gone (in another server process over the same tables within seconds). Policy documents are
 * kept and answered to the letter, percent-encoded as AWS does. What a principal may is read from
 * here ({@code PrincipalReader}) and decided elsewhere. Passwords open no console.
 *
 * <p><b>Tables</b>, all under the account first. Names are told apart without regard to case, so
 * keys have them in small letters; rows that belong to an entity are under its unique id, so that
 * renaming moves one row.
 *
 * <ul>
 *   <li>{@code iam.users}, {@code iam.groups}, {@code iam.roles}, {@code iam.profiles}: account,
 *       name → the entity
 *   <li>{@code iam.policies}: account, ARN → {@code PolicyRow}; {@code iam.versions}: account, ARN,
 *       number in five digits → {@code VersionRow}
 *   <li>{@code iam.inline}: account, owner's id, name of the policy → {@code InlineRow}
 *   <li>{@code iam.attachments}: account, owner's id, ARN of the policy → {@code OwnerRow}; {@code
 *       iam.attached}: account, ARN, owner's id → {@code OwnerRow}
 *   <li>{@code iam.members}: account, group's id, user's id → {@code Link} to the user; {@code
 *       iam.memberships}: account, user's id, group's id → {@code Link} to the group
 *   <li>{@code iam.keys}: access key id → {@code KeyRow}, its secret sealed; {@code iam.userkeys}:
 *       account, user's id, time made, access key id → {@code Link} to the key; {@code
 *       iam.keyuses}: access key id → {@code KeyUse}
 *   <li>{@code iam.names}: account, id of a user, group or role → {@code Link} to its name
 *   <li>{@code iam.logins}: account, user's id → {@code LoginRow}; {@code iam.passwordpolicies}:
 *       account → {@code PasswordPolicyRow}
 *   <li>{@code iam.mfa}: account, serial number → {@code MfaRow}, its seed sealed; {@code
 *       iam.usermfa}: account, user's id or the account for root, serial number → {@code Link}
 *   <li>{@code iam.signing}, {@code iam.ssh}, {@code iam.servicekeys}: account, user's id, id → the
 *       credential
 *   <li>{@code iam.oidc}: account, ARN → {@code OidcRow}
 *   <li>{@code iam.deletions}: account, id of the task → {@code DeletionRow}
 *   <li>{@code iam.aliases}: alias → {@code Link} to the account
 * </ul>
 *
 * <p><b>What it leaves out</b>, for now: SAML providers, server certificates, delegation requests,
 * the QR code of a virtual device, the policies that AWS attaches to service-linked roles, all but
 * the version in force of AWS's own policies ({@code AwsPolicies}).
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html">IAM API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.iam;

import org.jspecify.annotations.NullMarked;
