/**
 * Secrets at rest: what must be readable again, and must not be readable on the disk, is kept as
 * what a {@link dev.sagebrush.kernel.seal.Sealer} makes of it.
 *
 * <p>A secret is sealed for a place, its <em>context</em>: whoever can write into the store cannot
 * move one row's secret into another and have it unsealed there. Rows keep the sealed form as text:
 *
 * <pre>{@code
 * String context = "iam.keys/" + accessKeyId;
 * KeyRow row = new KeyRow(account, user, sealer.sealText(secret, context), true, now);
 * String secret = sealer.unsealText(row.secret(), context);
 * }</pre>
 */
@NullMarked
package dev.sagebrush.kernel.seal;

import org.jspecify.annotations.NullMarked;
