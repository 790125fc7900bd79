/**
 * AWS Key Management Service: keys that never leave it, and what is done with them.
 *
 * <p><b>What it promises.</b> Key material is in the tables sealed under the master key of the data
 * folder, and nowhere in clear. What is due by date (rotation, expiry of imported material,
 * deletion) has happened as soon as the clock is there, whoever asks first. What was encrypted
 * stays decryptable for as long as the key is there, through every rotation.
 *
 * <p><b>Tables</b>, all under account, Region and id of the key:
 *
 * <ul>
 *   <li>{@code kms.keys}: → {@code KeyRow}
 *   <li>{@code kms.materials}: and the id of the material → {@code MaterialRow}
 *   <li>{@code kms.grants}: and the id of the grant → {@code GrantRow}
 *   <li>{@code kms.aliases}: account, Region, name of the alias → {@code AliasRow}
 *   <li>{@code kms.due}: second in twelve digits, account, Region, id → {@code Due}: when something
 *       is to be done about which key
 * </ul>
 *
 * <p><b>What it leaves out.</b> Custom key stores (they need an HSM or a proxy), Nitro enclaves
 * ({@code Recipient}), SM2, the curve secp256k1, Ed25519ph and external mu, which the JDK does not
 * have. Grants and key policies are kept and shown to whoever authorises; they are not asked here.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html">KMS API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.kms;

import org.jspecify.annotations.NullMarked;
