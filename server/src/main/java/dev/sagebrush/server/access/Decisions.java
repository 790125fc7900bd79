package dev.sagebrush.server.access;

import dev.sagebrush.kernel.policy.AccessRequest;
import dev.sagebrush.kernel.policy.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was decided lately, by the id of the request: the last {@value #KEPT} requests. It is there
 * for those who ask why, and gone with the process.
 */
public final class Decisions {

  private static final int KEPT = 10_000;

  private final Map<String, List<Made>> byRequest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Made>> eldest) {
          return size() > KEPT;
        }
      };

  /** One permission that somebody asked for, and the answer. */
  record Made(String requester, String action, String resource, Decision decision) {}

  /** Remembers an answer. */
  synchronized void add(String requestId, AccessRequest asked, Decision decision) {
    byRequest
        .computeIfAbsent(requestId, id -> new ArrayList<>(1))
        .add(new Made(asked.requester().arn(), asked.action(), asked.resource(), decision));
  }

  /** What a request asked for, in order; empty when it is not known any more. */
  synchronized List<Made> of(String requestId) {
    return List.copyOf(byRequest.getOrDefault(requestId, List.of()));
  }
}
