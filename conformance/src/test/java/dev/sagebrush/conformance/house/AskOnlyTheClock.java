package dev.sagebrush.conformance.house;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Calls of {@code now()} and the like come from implementations of Clock alone. */
final class AskOnlyTheClock extends ArchCondition<JavaClass> {

  private final String clock;

  AskOnlyTheClock(String clock) {
    super("ask only the Clock for the time");
    this.clock = clock;
  }

  @Override
  public void check(JavaClass each, ConditionEvents events) {
    if (each.isAssignableTo(clock)) {
      return;
    }
    for (JavaMethodCall call : each.getMethodCallsFromSelf()) {
      if (asksTheMachine(call.getTarget())) {
        events.add(SimpleConditionEvent.violated(each, call.getDescription()));
      }
    }
  }

  private static boolean asksTheMachine(AccessTarget.MethodCallTarget target) {
    String owner = target.getOwner().getName();
    boolean dates = owner.startsWith("java.time.") && target.getName().equals("now");
    boolean counts =
        owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis");
    boolean sleeps = owner.equals("java.lang.Thread") && target.getName().equals("sleep");
    return dates || counts || sleeps;
  }
}
