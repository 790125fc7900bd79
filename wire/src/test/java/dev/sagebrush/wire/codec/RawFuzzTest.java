package dev.sagebrush.wire.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RawFuzzTest {

  @Test
  void damagedQueriesAndHostsAreReadConsistently() throws Exception {
    RawFuzz fuzz = new RawFuzz(20261120);
    fuzz.run(20_000);
    assertTrue(fuzz.accepted() > 1000, fuzz.accepted() + " were still well-formed");
  }

  @Test
  void readsParametersAsTheyAreMeant() {
    Query query = Query.of("a=1&b=x+y%20z&c&X%2DAmz-Date=%zz&a=2&%C3%A9=\u00c3\u00a9");
    assertEquals("1", query.get("a"));
    assertEquals(2, query.count("a"));
    assertEquals("x y z", query.get("b"));
    assertEquals("", query.get("c"));
    assertEquals("%zz", query.get("X-Amz-Date"));
    assertEquals("\u00e9", query.get("\u00e9"));
    assertNull(query.get("d"));
    assertThrows(Malformed.class, () -> FormFields.parse("a=%zz", 9));
    assertThrows(Malformed.class, () -> FormFields.parse("a=%C3", 9));
    assertThrows(Malformed.class, () -> FormFields.parse("a&b&c", 2));
  }
}
