package dev.sagebrush.server.access;

import dev.sagebrush.kernel.policy.Decision;
import dev.sagebrush.kernel.policy.Effect;
import dev.sagebrush.kernel.policy.LayerResult;
import dev.sagebrush.kernel.policy.Outcome;
import dev.sagebrush.kernel.policy.StatementMatch;
import dev.sagebrush.wire.codec.Query;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpHandler;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Why a request was allowed or denied: {@code GET /_sagebrush/explain?request=ID}. */
public final class ExplainPage implements HttpHandler {

  private final Decisions decisions;

  /** Explains what has been decided. */
  public ExplainPage(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    String id = Query.of(request.rawQuery()).get("request");
    List<Decisions.Made> made = id == null ? List.of() : decisions.of(id);
    if (made.isEmpty()) {
      return text(
          404,
          "Nothing is known of request "
              + id
              + ". The last 10,000 requests since the start are; an operation that needs no"
              + " permission, and what a service does by itself, are not decided.\n");
    }
    StringBuilder story = new StringBuilder("Request " + id + "\n");
    made.forEach(one -> tell(one, story));
    return text(200, story.toString());
  }

  private static void tell(Decisions.Made made, StringBuilder story) {
    Decision decision = made.decision();
    story
        .append('\n')
        .append(made.requester())
        .append("\n  asked for ")
        .append(made.action())
        .append(" on ")
        .append(made.resource())
        .append("\n  and was ")
        .append(decision.allowed() ? "allowed" : "denied, ")
        .append(decision.because(made.action()))
        .append('\n');
    StatementMatch match = decision.match();
    if (match != null) {
      story.append("  decided by ").append(statement(match)).append('\n');
    }
    for (LayerResult layer : decision.layers()) {
      story.append("    ").append(layer.type().label());
      if (layer.level() > 0) {
        story.append(", level ").append(layer.level());
      }
      story.append(": ").append(says(layer.outcome())).append('\n');
      for (StatementMatch one : layer.matches()) {
        story
            .append("      ")
            .append(one.effect() == Effect.ALLOW ? "allow" : "deny")
            .append(" by ")
            .append(statement(one))
            .append('\n');
      }
    }
  }

  private static String says(Outcome outcome) {
    return switch (outcome) {
      case ALLOWED -> "allows it";
      case IMPLICIT_DENY -> "says nothing of it";
      case EXPLICIT_DENY -> "denies it";
    };
  }

  private static String statement(StatementMatch match) {
    String sid = match.sid();
    return (sid == null ? "statement " + (match.statement() + 1) : "statement \"" + sid + "\"")
        + " of "
        + match.policy();
  }

  private static HttpResponse text(int status, String text) {
    return HttpResponse.of(
        status,
        new Headers()
            .add("content-type", "text/plain; charset=utf-8")
            .add("cache-control", "no-store"),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
