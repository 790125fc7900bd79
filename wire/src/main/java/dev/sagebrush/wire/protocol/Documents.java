package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.eventstream.EventDocuments;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What the documents of a REST protocol are written in, and how it words its errors. */
interface Documents {

  /** What requests may measure. */
  Limits limits();

  /** The media type of documents. */
  String contentType();

  /** Reads those members that travel in the body. */
  void read(byte[] document, Shape shape, @Nullable Object[] values);

  /** Reads the member that alone is the body: a structure, union, list, map or document. */
  Object readPayload(byte[] document, Member payload);

  /** Writes those members that travel in the body. */
  byte[] write(Operation<?, ?> operation, Struct answer);

  /** Writes the member that alone is the body. */
  byte[] writePayload(Operation<?, ?> operation, Member payload, Object value);

  /** How documents within events are written. */
  EventDocuments events();

  /** The error for a body that cannot be read. */
  ServiceException malformedBody(Malformed malformed);

  /** The error for a label, parameter or header field that cannot be read. */
  ServiceException malformedBinding(Malformed malformed);

  /** Whether the types of content asked for and sent are checked. */
  boolean guarded();

  /** Whether an answer has a document even where no member travels in it. */
  boolean always(Operation<?, ?> operation);

  /** Header fields of an answer, with the request id. */
  Headers headers(HttpRequest request);

  /** Writes an error. */
  HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request);
}
