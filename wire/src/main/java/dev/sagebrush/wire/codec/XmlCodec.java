package dev.sagebrush.wire.codec;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import dev.sagebrush.model.Shape;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole XML documents. There is no DTD and there are no entities but the five of XML, so
 * neither expansion nor a reference to the outside can happen. Thread-safe.
 */
public final class XmlCodec {

  private final WstxInputFactory factory = new WstxInputFactory();

  /** A codec that keeps to the limits. */
  public XmlCodec(Limits limits) {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.depth());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 64);
    factory.setProperty(WstxInputProperties.P_MAX_CHILDREN_PER_ELEMENT, limits.parameters());
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, limits.documentBytes());
    factory.getConfig().doInternNames(false);
    // Lazily, what is wrong with a text shows as an unchecked exception when it is asked for.
    factory.getConfig().doParseLazily(false);
  }

  /**
   * Reads the root element, whatever its name, as the members of a structure.
   *
   * @throws Malformed when the document is not well-formed or does not fit the shape
   */
  public void read(byte[] document, Shape shape, @Nullable Object[] values) {
    try {
      XMLStreamReader stream = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      while (stream.next() != XMLStreamReader.START_ELEMENT) {
        refuse(stream);
      }
      new XmlReader(stream).members(shape, values);
      while (stream.hasNext()) {
        stream.next();
      }
    } catch (XMLStreamException bad) {
      throw new Malformed(firstLine(bad));
    }
  }

  private static void refuse(XMLStreamReader stream) {
    if (stream.getEventType() == XMLStreamReader.DTD) {
      throw new Malformed("A document type declaration is not allowed");
    }
  }

  private static String firstLine(XMLStreamException bad) {
    String text = String.valueOf(bad.getMessage());
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
