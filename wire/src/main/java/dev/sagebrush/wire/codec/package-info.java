/**
 * Values of an API model as text and bytes: JSON and CBOR, XML, form fields, header values. Each
 * reader and writer walks the schema; none knows HTTP or an operation.
 */
@NullMarked
package dev.sagebrush.wire.codec;

import org.jspecify.annotations.NullMarked;
