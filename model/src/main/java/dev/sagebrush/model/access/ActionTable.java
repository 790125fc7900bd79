package dev.sagebrush.model.access;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The permissions that the operations of one API need, and the condition keys they set. */
public final class ActionTable {

  private static final String NAMESAKE = "=";
  private static final String NONE = "none";

  private final ActionFile file;

  ActionTable(ActionFile file) {
    this.file = file;
  }

  /**
   * The table of an API.
   *
   * @throws IllegalStateException when it has none, or one that cannot be read
   */
  public static ActionTable of(Api api) {
    return new ActionTable(ActionFile.read(api.id()));
  }

  /** What the actions begin with: {@code access-analyzer} of {@code accessanalyzer}. */
  public String prefix() {
    return file.prefix();
  }

  /** The values that a request gives to condition keys of its service, by key. */
  public Map<String, List<String>> keys(Struct request) {
    return file.keys().of(request);
  }

  /** Whether the table says what an operation needs. */
  public boolean knows(Operation<?, ?> operation) {
    List<ActionFile.Line> lines = file.lines().get(operation.name());
    if (lines == null) {
      return template(operation, null) != null;
    }
    return lines.stream()
        .allMatch(
            line -> line.action().equals(NONE) || template(operation, line.resource()) != null);
  }

  /**
   * The permissions a request needs; none when anybody may make it.
   *
   * @throws IllegalStateException when the table does not say
   */
  public List<Need> needs(Operation<?, ?> operation, Struct request, CallFacts call) {
    List<Need> needs = new ArrayList<>();
    List<ActionFile.Line> lines = file.lines().get(operation.name());
    if (lines == null) {
      add(operation, NAMESAKE, null, request, call, needs);
    } else {
      for (ActionFile.Line line : lines) {
        if (!line.action().equals(NONE) && line.applies(request)) {
          add(operation, line.action(), line.resource(), request, call, needs);
        }
      }
    }
    for (MemberPath path : file.passed()) {
      for (String role : path.values(request)) {
        needs.add(new Need("iam:PassRole", role, file.passedTo()));
      }
    }
    return needs;
  }

  private void add(
      Operation<?, ?> operation,
      String action,
      @Nullable ResourceTemplate own,
      Struct request,
      CallFacts call,
      List<Need> needs) {
    ResourceTemplate template = template(operation, own);
    if (template == null) {
      throw new IllegalStateException("no resource is known for " + operation);
    }
    String name = action.equals(NAMESAKE) ? operation.name() : action;
    boolean passing = name.equals("PassRole");
    for (String resource : template.resources(request, call)) {
      needs.add(new Need(file.prefix() + ":" + name, resource, passing ? file.passedTo() : null));
    }
  }

  private @Nullable ResourceTemplate template(
      Operation<?, ?> operation, @Nullable ResourceTemplate own) {
    if (own != null) {
      return own;
    }
    for (ActionFile.By by : file.by()) {
      if (operation.input().member(by.member()) != null) {
        return by.resource();
      }
    }
    return file.every();
  }
}
