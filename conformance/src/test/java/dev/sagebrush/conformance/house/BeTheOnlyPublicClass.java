package dev.sagebrush.conformance.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Of the top-level classes of a package, at most one is public. */
final class BeTheOnlyPublicClass extends ArchCondition<JavaClass> {

  private final Map<String, Integer> publicClasses = new HashMap<>();

  BeTheOnlyPublicClass() {
    super("be the only public class of its package");
  }

  @Override
  public void init(Collection<JavaClass> all) {
    publicClasses.clear();
    all.stream()
        .filter(BeTheOnlyPublicClass::isPublic)
        .forEach(each -> publicClasses.merge(each.getPackageName(), 1, Integer::sum));
  }

  @Override
  public void check(JavaClass each, ConditionEvents events) {
    int count = publicClasses.getOrDefault(each.getPackageName(), 0);
    if (isPublic(each) && count > 1) {
      String message = each.getName() + " is one of " + count + " public classes of its package";
      events.add(SimpleConditionEvent.violated(each, message));
    }
  }

  private static boolean isPublic(JavaClass each) {
    return each.isTopLevelClass()
        && each.getModifiers().contains(JavaModifier.PUBLIC)
        && !each.getSimpleName().equals("package-info");
  }
}
