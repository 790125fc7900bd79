package dev.sagebrush.services.builtin;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few objects for use again. Unlike a thread's own they are as many as requests at a time,
 * however many virtual threads come and go.
 */
final class Pool<T> {

  private static final int SIZE = 32;

  private final AtomicReferenceArray<@Nullable T> kept = new AtomicReferenceArray<>(SIZE);
  private final Supplier<T> maker;

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** One that nobody else uses. */
  T take() {
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i < SIZE; i++) {
      T one = kept.getAndSet(start + i & SIZE - 1, null);
      if (one != null) {
        return one;
      }
    }
    return maker.get();
  }

  /** Takes it back; lets it go when there are enough. */
  void give(T one) {
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i < SIZE; i++) {
      if (kept.compareAndSet(start + i & SIZE - 1, null, one)) {
        return;
      }
    }
  }
}
