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
 * <p><b>What it leaves out</b>, for now: federation by SAML, web identity and trade-in tokens, MFA
 * (no device can exist, so every code is wrong), transitive tags and trusted contexts. Of a role's
 * trust policy it understands principals, actions and string equality of the condition keys that
 * {@code TrustPolicy} lists; a statement with any other condition allows nothing. Unlike AWS, the
 * root of an account may assume its roles: root is who a local client usually is.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS
 * Security Token Service API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.sts;

import org.jspecify.annotations.NullMarked;
