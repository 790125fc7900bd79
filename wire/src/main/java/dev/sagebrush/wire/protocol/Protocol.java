package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One AWS protocol, walking the schema of whatever operation it is given. */
public interface Protocol {

  /**
   * Reads a request. A streaming member becomes a {@code Body} over the request's stream, an event
   * stream an {@code EventStream}; everything else is read to its end here.
   *
   * @param labels the labels of the path by member name, decoded; empty where the protocol has none
   * @throws ServiceException for a request that cannot be read ({@code SerializationException},
   *     {@code MalformedXML} …); constraints of the model are not checked here
   */
  Struct read(Operation<?, ?> operation, HttpRequest request, Map<String, String> labels)
      throws IOException;

  /** Writes an answer; a streaming member is sent without being held. */
  HttpResponse write(Operation<?, ?> operation, Struct answer, HttpRequest request);

  /**
   * Writes an error.
   *
   * @param operation null when the request was refused before it was known
   */
  HttpResponse error(
      Api api, @Nullable Operation<?, ?> operation, ServiceException error, HttpRequest request);
}
