/**
 * Amazon CloudWatch Logs: lines of text with a time, in streams, in groups.
 *
 * <p><b>What it promises.</b> An accepted event is on the disk. Events of a stream are read in the
 * order of their times, those of one time in the order they came. An event older than its group's
 * retention is not read any more, and removed when its stream is next written to. A page token goes
 * on from the same event for ever; at the end of a stream the token that was sent comes back.
 *
 * <p><b>Why tables, not a log per stream.</b> Many streams are written at once, a few lines each: a
 * log file of its own for each would cost a sync for each, where tables sync once for all (eight
 * streams written line by line, on a busy machine of two cores: 11,100 puts a second against 2,400;
 * in batches of a hundred lines the files are ahead, 258,000 lines a second against 111,000).
 * Reading goes by time, which a file in order of arrival does not know.
 *
 * <p><b>Tables.</b>
 *
 * <ul>
 *   <li>{@code logs.groups}: account, region, name → {@code StoredGroup}
 *   <li>{@code logs.streams}: id of the group, name → {@code StoredStream}
 *   <li>{@code logs.events}: id of the stream, milliseconds since the epoch in 15 digits, how many
 *       events the stream got before in 15 digits → {@code StoredEvent}
 *   <li>{@code logs.garbage}: id of a stream that was deleted → {@code Garbage}; its events go in
 *       small transactions afterwards
 * </ul>
 *
 * <p><b>What it leaves out</b>, for now: metric and subscription filters, Insights queries,
 * exports, live tail, encryption with own keys, links between accounts, data protection (so {@code
 * unmask} has nothing to unmask). {@code sequenceToken} is ignored, as AWS does since 2023.
 *
 * <p>Source of behaviour and wording: the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html">Amazon
 * CloudWatch Logs API Reference</a>.
 */
@NullMarked
package dev.sagebrush.services.logs;

import org.jspecify.annotations.NullMarked;
