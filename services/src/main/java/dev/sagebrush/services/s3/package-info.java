/**
 * Amazon S3: buckets and objects, durable and addressable as AWS words them.
 *
 * <p><b>What it promises.</b> An answered write is on the disk: content first, then the row that
 * names it, in one transaction with every condition of the request. A reader sees an object whole,
 * old or new, never a mixture. Content passes through a few buffers of fixed size, never whole
 * through the heap; a read of one stretch of one file is handed to the wire as that file. An
 * overwritten or deleted content is removed after the row is durable; what a crash leaves between
 * the two is removed at the next start ({@code Leftovers}).
 *
 * <p><b>Tables.</b>
 *
 * <ul>
 *   <li>{@code s3.buckets}: bucket → {@code StoredBucket}
 *   <li>{@code s3.objects}: bucket, key → the {@code StoredObject} that is the latest version;
 *       never a delete marker, so that listing reads neither markers nor old versions
 *   <li>{@code s3.versions}: bucket, key, place (newest first) → every other version and marker
 *   <li>{@code s3.nulls}: bucket, key → the place of the version {@code null} among those
 *   <li>{@code s3.lifecycles}: bucket → {@code StoredLifecycle}, its rules
 *   <li>{@code s3.due}: day, bucket, key, upload → a note that something may be due then
 *   <li>{@code s3.layouts}: layout → {@code Layout}, the parts of an object uploaded in parts
 *   <li>{@code s3.blobs}: blob → {@code References}, how many objects and parts share it
 *   <li>{@code s3.uploads}: bucket, key, upload → {@code StoredUpload}
 *   <li>{@code s3.parts}: upload, part number in five digits → {@code StoredPart}
 *   <li>{@code s3.configurations}: bucket, kind, id (empty where there is one) → {@code
 *       StoredConfiguration}
 *   <li>{@code s3.accounts}: account → {@code StoredAccount}
 *   <li>{@code s3.completions}: upload → {@code Completion}, so that a repeated completion is
 *       answered as the first was
 * </ul>
 *
 * <p><b>What it leaves out</b>, for now: encryption. A request for it is answered with {@code
 * NotImplemented}. {@code AES256}, which AWS does by default, is accepted and never claimed: no
 * answer says that content is encrypted. One endpoint serves all regions: a bucket answers
 * whichever region the client signed for.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">Amazon S3 API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.s3;

import org.jspecify.annotations.NullMarked;
