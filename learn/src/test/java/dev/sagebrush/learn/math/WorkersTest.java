package dev.sagebrush.learn.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void everyTaskRunsOnce() {
    for (int size = 1; size <= 3; size++) {
      try (Workers workers = new Workers("test", size)) {
        AtomicIntegerArray runs = new AtomicIntegerArray(100);
        int members = workers.size();
        workers.each(
            100,
            (number, worker) -> {
              assertTrue(worker >= 0 && worker < members);
              runs.incrementAndGet(number);
            });
        for (int i = 0; i < 100; i++) {
          assertEquals(1, runs.get(i));
        }
      }
    }
  }

  @Test
  void aFailureReachesTheCaller() {
    try (Workers workers = new Workers("test", 2)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              workers.each(
                  100,
                  (number, worker) -> {
                    if (number == 50) {
                      throw new IllegalStateException("fifty");
                    }
                  }));
    }
  }
}
