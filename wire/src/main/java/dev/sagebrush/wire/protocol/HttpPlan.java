package dev.sagebrush.wire.protocol;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of one structure travel, worked out once.
 *
 * @param headers by field name in lower case
 * @param prefixes the members that collect fields by prefix
 * @param query by parameter name
 * @param queryMap the member that takes every parameter, or null
 * @param labels the members in the path
 * @param status the member that is the status code, or null
 * @param payload the member that alone is the body, or null
 * @param events the member that is a stream of events, or null
 * @param body whether any member travels in a document
 */
record HttpPlan(
    Map<String, Member> headers,
    List<Member> prefixes,
    Map<String, Member> query,
    @Nullable Member queryMap,
    List<Member> labels,
    @Nullable Member status,
    @Nullable Member payload,
    @Nullable Member events,
    boolean body) {

  private static final Map<Shape, HttpPlan> PLANS = new ConcurrentHashMap<>();

  static HttpPlan of(Shape shape) {
    HttpPlan plan = PLANS.get(shape);
    return plan == null ? PLANS.computeIfAbsent(shape, HttpPlan::make) : plan;
  }

  private static HttpPlan make(Shape shape) {
    Map<String, Member> headers = new HashMap<>();
    List<Member> prefixes = new ArrayList<>();
    Map<String, Member> query = new HashMap<>();
    Member queryMap = null;
    List<Member> labels = new ArrayList<>();
    Member status = null;
    Member events = null;
    boolean body = false;
    for (Member member : shape.members()) {
      switch (member.location()) {
        case HEADER -> headers.put(member.wireName().toLowerCase(Locale.ROOT), member);
        case HEADERS -> prefixes.add(member);
        case QUERY -> {
          if (member.shape().type() == ShapeType.MAP) {
            queryMap = member;
          } else {
            query.put(member.wireName(), member);
          }
        }
        case URI -> labels.add(member);
        case STATUS -> status = member;
        case BODY -> {
          boolean stream = member.shape().eventStream();
          events = stream ? member : events;
          body |= !stream && member != shape.payload();
        }
      }
    }
    return new HttpPlan(
        headers, prefixes, query, queryMap, labels, status, shape.payload(), events, body);
  }
}
