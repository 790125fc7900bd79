package dev.sagebrush.conformance.eventstreams;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithBidirectionalStreamInput;

/** Publishes the first event at once and each other when it is told to, then ends. */
final class Turns implements Publisher<InvokeModelWithBidirectionalStreamInput> {

  private final Iterator<InvokeModelWithBidirectionalStreamInput> events;
  private @Nullable Subscriber<? super InvokeModelWithBidirectionalStreamInput> subscriber;
  private long demand;
  private int turns = 1;
  private boolean ended;

  Turns(List<InvokeModelWithBidirectionalStreamInput> events) {
    this.events = events.iterator();
  }

  @Override
  public void subscribe(Subscriber<? super InvokeModelWithBidirectionalStreamInput> who) {
    AtomicBoolean cancelled = new AtomicBoolean();
    synchronized (this) {
      subscriber = who;
    }
    who.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            if (!cancelled.get()) {
              demanded(n);
            }
          }

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        });
  }

  /** The last event was answered. */
  synchronized void next() {
    turns++;
    publish();
  }

  private synchronized void demanded(long n) {
    demand += n;
    publish();
  }

  private void publish() {
    Subscriber<? super InvokeModelWithBidirectionalStreamInput> to = subscriber;
    while (to != null && !ended && turns > 0 && (demand > 0 || !events.hasNext())) {
      turns--;
      if (events.hasNext()) {
        demand--;
        to.onNext(events.next());
      } else {
        ended = true;
        to.onComplete();
      }
    }
  }
}
