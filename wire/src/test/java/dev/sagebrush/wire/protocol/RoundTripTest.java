package dev.sagebrush.wire.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Location;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.cloudwatch.CloudWatchApi;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.logs.CloudWatchLogsApi;
import dev.sagebrush.model.s3.S3Api;
import dev.sagebrush.model.sagemaker.SageMakerApi;
import dev.sagebrush.model.sagemakerruntime.SageMakerRuntimeApi;
import dev.sagebrush.model.sts.STSApi;
import dev.sagebrush.wire.codec.JsonCodec;
import dev.sagebrush.wire.codec.Limits;
import dev.sagebrush.wire.codec.Notation;
import dev.sagebrush.wire.codec.XmlCodec;
import dev.sagebrush.wire.codec.XmlOutput;
import dev.sagebrush.wire.codec.XmlWriter;
import dev.sagebrush.wire.http.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written reads back as it was: random values of every structure of every pinned model. */
class RoundTripTest {

  static final List<Api> APIS =
      List.of(
          S3Api.API,
          STSApi.API,
          IAMApi.API,
          SageMakerApi.API,
          SageMakerRuntimeApi.API,
          CloudWatchLogsApi.API,
          CloudWatchApi.API);

  private interface Trip {
    void through(Shape shape, Object[] values, Struct written) throws IOException;
  }

  private static void everyStructure(Location location, Trip trip) throws IOException {
    int structures = 0;
    for (Api api : APIS) {
      RandomStructs random = new RandomStructs(api.id().hashCode());
      for (String name : api.model().shapeNames()) {
        Shape shape = api.shape(name);
        if (shape.type() == ShapeType.STRUCTURE && !shape.eventStream()) {
          Struct written = random.of(shape, location);
          Object[] values = new Object[shape.members().size()];
          trip.through(shape, values, written);
          assertEquals(
              RandomStructs.comparable(written),
              RandomStructs.comparable(shape.create(values)),
              api.id() + " " + name);
          structures++;
        }
      }
    }
    assertTrue(structures > 2000, structures + " structures");
  }

  @ParameterizedTest
  @EnumSource
  void jsonAndCbor(Notation notation) throws IOException {
    JsonCodec codec = new JsonCodec(notation, Limits.DEFAULT);
    everyStructure(
        Location.BODY, (shape, values, written) -> codec.read(codec.write(written), shape, values));
  }

  @Test
  void xml() throws IOException {
    XmlCodec codec = new XmlCodec(Limits.DEFAULT);
    everyStructure(
        Location.BODY,
        (shape, values, written) -> {
          XmlOutput out = new XmlOutput().declaration();
          new XmlWriter(out).structure("Root", written, null);
          codec.read(out.bytes(), shape, values);
        });
  }

  @Test
  void headers() throws IOException {
    everyStructure(
        Location.HEADER,
        (shape, values, written) -> {
          Headers headers = new Headers();
          HttpBindings.write(written, headers);
          HttpBindings.headers(HttpPlan.of(shape), headers, values);
        });
  }

  @Test
  void forms() throws IOException {
    Protocols protocols = new Protocols();
    int operations = 0;
    for (Api api : List.of(IAMApi.API, STSApi.API, CloudWatchApi.API)) {
      RandomStructs random = new RandomStructs(11);
      for (Operation<?, ?> operation : api.model().operations()) {
        Struct written = random.of(operation.input(), Location.BODY);
        String form = FormWriter.write(operation.name(), written);
        Struct read =
            protocols
                .of("query", api)
                .read(operation, Exchange.request("POST", "/", form), Map.of());
        assertEquals(
            RandomStructs.comparable(written),
            RandomStructs.comparable(read),
            operation.toString());
        operations++;
      }
    }
    assertTrue(operations > 200, operations + " operations");
  }
}
