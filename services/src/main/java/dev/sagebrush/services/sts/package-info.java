/**
 * AWS Security Token Service: who is calling, and temporary credentials for roles and users.
 *
 * <p><b>What it promises.</b> Keys it has answered work until they expire, also after a restart.
 * Session tokens are random and mean nothing outside this installation.
 *
 * <p><b>Tables.</b>
 *
 * <ul>
 *   <li>{@code sts.sessions}: access key id → {@code Session}
 *   <li>{@code sts.expiries}: epoch second of expiry in twelve digits, access key id → {@code
 *       Expiry}, so that sessions that ended are removed as new ones are made
 * </ul>
 *
 * <p><b>Whom it believes.</b> A role's trust policy is decided by the policy engine ({@code
 * Trust}), for the operation, and for {@code sts:TagSession} and {@code sts:SetSourceIdentity} when
 * a request passes tags or a source identity. Codes of devices are IAM's to check. A token of an
 * OpenID Connect provider must be signed by a key that the provider publishes, be for a client id
 * that IAM knows of it and not have expired on the server's clock ({@code WebIdentities}); keys are
 * fetched with five seconds' patience and remembered for an hour, and a provider on this machine
 * may do without TLS.
 *
 * <p><b>What it leaves out</b>, for now: SAML, OAuth access tokens, trade-in and delegated tokens,
 * trusted contexts. Unlike AWS, the root of an account may assume its roles: root is who a local
 * client usually is.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS
 * Security Token Service API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.sts;

import org.jspecify.annotations.NullMarked;
