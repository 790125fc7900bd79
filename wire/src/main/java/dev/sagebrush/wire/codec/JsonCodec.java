package dev.sagebrush.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.Struct;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole documents in one notation. Thread-safe. */
public final class JsonCodec {

  private final Notation notation;
  private final JsonFactory factory;
  private final Limits limits;

  /** A codec for a notation that keeps to the limits. */
  public JsonCodec(Notation notation, Limits limits) {
    this.notation = notation;
    this.factory = notation.factory(limits);
    this.limits = limits;
  }

  /** What documents are written in. */
  public Notation notation() {
    return notation;
  }

  /** What a document may measure. */
  public Limits limits() {
    return limits;
  }

  /** Writes something with a generator. */
  @FunctionalInterface
  public interface Writing {
    /** Writes one document. */
    void to(JsonWriter writer) throws IOException;
  }

  /**
   * Reads the members of a structure into {@code values} by index; nothing at all reads as an empty
   * structure.
   *
   * @throws Malformed when the document is not well-formed or does not fit the shape
   */
  public void read(byte[] document, Shape shape, @Nullable Object[] values) {
    try (JsonParser parser = factory.createParser(document)) {
      if (parser.nextToken() == null) {
        Defaults.fill(shape, values);
      } else {
        new JsonReader(parser, notation).members(shape, values);
        end(parser);
      }
    } catch (JsonProcessingException bad) {
      throw new Malformed(bad.getOriginalMessage());
    } catch (IOException bad) {
      throw new Malformed(String.valueOf(bad.getMessage()));
    }
  }

  /**
   * Reads one value of any shape.
   *
   * @throws Malformed when the document is not well-formed or does not fit the shape
   */
  public Object readValue(byte[] document, dev.sagebrush.model.Member member) {
    try (JsonParser parser = factory.createParser(document)) {
      if (parser.nextToken() == null) {
        throw new Malformed("Unexpected end of input");
      }
      Object value = new JsonReader(parser, notation).value(member);
      end(parser);
      if (value == null) {
        throw new Malformed("Unexpected null");
      }
      return value;
    } catch (JsonProcessingException bad) {
      throw new Malformed(bad.getOriginalMessage());
    } catch (IOException bad) {
      throw new Malformed(String.valueOf(bad.getMessage()));
    }
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new Malformed("Unexpected content after the document");
    }
  }

  /** A document of the members of a structure that travel in the body. */
  public byte[] write(Struct struct) {
    return write(writer -> writer.structure(struct));
  }

  /** A document. */
  public byte[] write(Writing writing) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
      try (JsonGenerator generator = factory.createGenerator(bytes)) {
        writing.to(new JsonWriter(generator, notation));
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
