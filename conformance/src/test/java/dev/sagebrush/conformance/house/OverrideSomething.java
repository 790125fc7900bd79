package dev.sagebrush.conformance.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** The name of the method was chosen by somebody else: a class or interface it implements. */
final class OverrideSomething extends ArchCondition<JavaMethod> {

  OverrideSomething() {
    super("override what somebody else named");
  }

  @Override
  public void check(JavaMethod method, ConditionEvents events) {
    JavaClass owner = method.getOwner();
    boolean overrides =
        Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
            .flatMap(parent -> parent.getMethods().stream())
            .anyMatch(inherited ->
                inherited.getName().equals(method.getName())
                    && inherited.getParameters().size() == method.getParameters().size());
    if (!overrides) {
      String plain = method.getName().substring(3);
      String message =
          method.getFullName()
              + ": say "
              + plain.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
              + plain.substring(1)
              + "()";
      events.add(SimpleConditionEvent.violated(method, message));
    }
  }
}
