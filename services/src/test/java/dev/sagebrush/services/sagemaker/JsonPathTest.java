package dev.sagebrush.services.sagemaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sagebrush.engine.container.JobFailure;
import dev.sagebrush.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {

  private static Object json(String text) throws Exception {
    return JsonText.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ | [0,1,2,3]",
        "$[1] | 1",
        "$[-1] | 3",
        "$[0,-1] | [0,3]",
        "$[1:] | [1,2,3]",
        "$[1:3] | [1,2]",
        "$[:-1] | [0,1,2]",
        "$[*] | [0,1,2,3]",
      })
  void selectsFromLists(String path, String expected) throws Exception {
    assertEquals(json(expected), JsonPath.parse(path).select(json("[0,1,2,3]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a.b[1] | 2",
        "$['a']['b'][0] | 1",
        "$['c','d'] | [3,4]",
        "$.a.* | [[1,2]]",
      })
  void selectsFromObjects(String path, String expected) throws Exception {
    Object value = json("{\"a\": {\"b\": [1, 2]}, \"c\": 3, \"d\": 4}");
    assertEquals(json(expected), JsonPath.parse(path).select(value));
  }

  @Test
  void saysWhenThereIsNothing() throws Exception {
    assertThrows(JobFailure.class, () -> JsonPath.parse("$[4]").select(json("[1]")));
    assertThrows(JobFailure.class, () -> JsonPath.parse("$.x").select(json("{}")));
  }

  @Test
  void refusesEverythingElse() {
    Random random = new Random(3);
    String alphabet = "$.[]'\",:*-0123456789ab? ";
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder path = new StringBuilder("$");
      for (int n = random.nextInt(12); n > 0; n--) {
        path.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertEquals(path.toString(), JsonPath.parse(path.toString()).toString());
      } catch (ServiceException e) {
        assertEquals("ValidationException", e.code());
        refused++;
      }
    }
    assertEquals(true, refused > 10_000 && refused < 50_000);
  }
}
