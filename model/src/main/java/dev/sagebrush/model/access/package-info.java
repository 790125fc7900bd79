/**
 * Which permissions an operation needs: the one table of actions, resources and condition keys, a
 * file per API in {@code model/actions}.
 *
 * <pre>
 * prefix s3                        what actions begin with
 * base arn:aws:s3:::               what resources begin with that are no ARN themselves
 * pass s3.amazonaws.com Role       requests with this member need iam:PassRole on its value
 * by Bucket {Bucket}               the resource of operations with this member; the first counts
 * every *                          the resource of all others
 * GetObject[VersionId] GetObjectVersion          an operation, here with a member, and its action
 * CopyObject[CopySource] GetObject {CopySource|object}      ... and its resource
 * ListBuckets = *                  the action is named as the operation
 * GetCallerIdentity none           needs no permission
 * key s3:prefix Prefix             a condition key and the members that give its values
 * map kms:EncryptionContext: kms:EncryptionContextKeys EncryptionContext       ... of a map
 * tags aws:RequestTag/ aws:TagKeys Tags TagKeys                                ... of tags
 * </pre>
 *
 * <p>Several lines for an operation are several permissions; it needs them all. Members are paths
 * such as {@code Delete.Objects[].Key}; after a bar stands how the value is read ({@link
 * dev.sagebrush.model.access.Reading}). {@code $region}, {@code $account} and {@code $user} (the
 * caller's own, as in {@code user/name}) are those of the call. A value that is an ARN is the
 * resource itself.
 */
@NullMarked
package dev.sagebrush.model.access;

import org.jspecify.annotations.NullMarked;
