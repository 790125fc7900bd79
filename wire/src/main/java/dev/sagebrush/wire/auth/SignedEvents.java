package dev.sagebrush.wire.auth;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.codec.Malformed;
import dev.sagebrush.wire.eventstream.Message;
import dev.sagebrush.wire.eventstream.MessageReader;
import dev.sagebrush.wire.eventstream.MessageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages within a signed event stream. Each comes in an envelope, a message with the headers
 * {@code :date} and {@code :chunk-signature}, whose signature is made over that of the envelope
 * before; an empty envelope, signed like the others, is the end. Nothing of an envelope is given
 * out before it is verified, and after a failure every read fails.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html">Event stream
 * encoding and its signing, Amazon Transcribe developer guide</a>.
 */
final class SignedEvents extends InputStream {

  private static final String DATE = ":date";
  private static final String SIGNATURE = ":chunk-signature";

  /** The last time that {@code yyyyMMdd'T'HHmmss'Z'} can say. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final InputStream source;
  private final MessageReader envelopes;
  private final SignatureChain chain;
  private final ErrorFamily family;
  private final Clock clock;
  private byte[] verified = {};
  private int at;
  private boolean ended;
  private @Nullable ServiceException failure;

  SignedEvents(InputStream source, SignatureChain chain, ErrorFamily family, Clock clock) {
    this.source = source;
    this.envelopes = new MessageReader(source);
    this.chain = chain;
    this.family = family;
    this.clock = clock;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (failure != null) {
      throw failure;
    }
    try {
      while (at == verified.length && !ended) {
        open();
      }
    } catch (ServiceException wrong) {
      failure = wrong;
      throw wrong;
    } catch (Malformed malformed) {
      failure = ServiceException.of("SerializationException", 400, malformed.message());
      throw failure;
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, verified.length - at);
    System.arraycopy(verified, at, bytes, offset, count);
    at += count;
    return count;
  }

  private void open() throws IOException {
    Message envelope = envelopes.next();
    if (envelope == null) {
      throw AuthErrors.signature(
          family, "The event stream ended without the signed empty event that is its end.");
    }
    Map<String, Object> covered = new LinkedHashMap<>(envelope.headers());
    Object signature = covered.remove(SIGNATURE);
    if (!(signature instanceof byte[] provided) || !(covered.get(DATE) instanceof Instant date)) {
      throw AuthErrors.incomplete(
          family, "Every event must have the headers ':date' and ':chunk-signature'.");
    }
    if (date.isBefore(Instant.EPOCH) || date.isAfter(LATEST)) {
      throw AuthErrors.signature(family, "The ':date' of an event is out of range.");
    }
    TimeLimits.check(family, SigningTime.basic(date), date, clock.now());
    chain.event(date, MessageWriter.headers(covered), envelope.payload(), provided);
    verified = envelope.payload();
    at = 0;
    ended = verified.length == 0;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
