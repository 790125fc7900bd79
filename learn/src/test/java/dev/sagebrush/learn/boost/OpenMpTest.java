package dev.sagebrush.learn.boost;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OpenMpTest {

  @Test
  void aMachineWithoutItIsToldWhatToInstall() {
    String said =
        assertThrows(NativeException.class, () -> OpenMp.require("libnowhere.so.1")).getMessage();

    assertTrue(said.contains("libnowhere.so.1"), said);
    assertTrue(said.contains("apt-get install libgomp1"), said);
  }
}
