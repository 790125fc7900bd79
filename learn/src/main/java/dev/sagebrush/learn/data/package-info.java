/**
 * Readers from bytes to {@link dev.sagebrush.learn.Dataset}: delimited text, libsvm text, RecordIO
 * framed protobuf records and Parquet columns.
 *
 * <p>One grammar for every format: a {@link dev.sagebrush.learn.data.DataFormat} value says how the
 * bytes are laid out, {@code read} turns files or a stream into a data set, and malformed input
 * ends in an {@link dev.sagebrush.learn.InvalidDataException} that names the file, the line or
 * record, the column, the text found and what was expected. Text formats also parse a single row
 * into a caller's array without creating garbage, for prediction.
 *
 * <p>Gzip is detected by its magic bytes, never by a file name.
 */
@NullMarked
package dev.sagebrush.learn.data;

import org.jspecify.annotations.NullMarked;
