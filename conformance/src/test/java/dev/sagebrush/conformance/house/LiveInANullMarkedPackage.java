package dev.sagebrush.conformance.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The package has a package-info that is {@code @NullMarked}. */
final class LiveInANullMarkedPackage extends ArchCondition<JavaClass> {

  LiveInANullMarkedPackage() {
    super("live in a null-marked package");
  }

  @Override
  public void check(JavaClass each, ConditionEvents events) {
    if (!each.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
      String message = each.getName() + " lives in a package that is not @NullMarked";
      events.add(SimpleConditionEvent.violated(each, message));
    }
  }
}
