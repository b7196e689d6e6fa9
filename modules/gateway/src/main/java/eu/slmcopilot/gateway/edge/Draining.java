package eu.slmcopilot.gateway.edge;

import eu.slmcopilot.gateway.course.Course;
import eu.slmcopilot.gateway.course.Failure;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/** Knows what is under way, so that a gateway can stop without cutting it. Thread-safe. */
public final class Draining {
  private final Map<Course, XnioIoThread> courses = new ConcurrentHashMap<>();
  private boolean begun;
  private int underway;

  /** Counts each request to its end; once draining has begun, refuses it. */
  public HttpHandler before(HttpHandler next) {
    return exchange -> {
      if (!enter()) {
        exchange.setPersistent(false);
        Failure stopping = Failure.stopping();
        OpenAiError.of(stopping).send(exchange, stopping.retryAfter().orElseThrow());
        return;
      }
      exchange.addExchangeCompleteListener((ended, following) -> {
        leave();
        following.proceed();
      });
      next.handleRequest(exchange);
    };
  }

  /** Remembers a course until its exchange ends, to stop it when the time is over. */
  public void watch(HttpServerExchange exchange, Course course) {
    courses.put(course, exchange.getIoThread());
    exchange.addExchangeCompleteListener((ended, following) -> {
      courses.remove(course);
      following.proceed();
    });
  }

  private synchronized boolean enter() {
    if (!begun) {
      underway++;
    }
    return !begun;
  }

  private synchronized void leave() {
    underway--;
    notifyAll();
  }

  /** Lets nothing in from now on; tells whether anything is under way. */
  public synchronized boolean begin() {
    begun = true;
    return underway > 0;
  }

  /** Waits until nothing is under way; false when that takes longer than the limit. */
  public synchronized boolean await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = end - System.nanoTime(); underway > 0; left = end - System.nanoTime()) {
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Ends what is still under way, each client being told why. */
  public void stopTheRest() {
    courses.forEach((course, thread) -> thread.execute(() -> course.stop(Failure.stopping())));
  }
}
