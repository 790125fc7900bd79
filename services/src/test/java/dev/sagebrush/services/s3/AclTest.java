package dev.sagebrush.services.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AclTest {

  private static final String ME = Owners.canonicalId("000000000000");
  private static final String YOU = Owners.canonicalId("111111111111");
  private static final String NOBODY = "";

  private static Acl granting(String grantee, Acl.Permission permission) {
    return new Acl(List.of(new Acl.Grant(grantee, permission)));
  }

  @ParameterizedTest
  @EnumSource(Acl.Permission.class)
  void aGrantIsOfOnePermissionAndFullControlOfAll(Acl.Permission asked) {
    for (Acl.Permission granted : Acl.Permission.values()) {
      boolean enough = granted == asked || granted == Acl.Permission.FULL_CONTROL;
      assertEquals(enough, granting(ME, granted).allows(ME, asked, true), granted + " " + asked);
      assertFalse(granting(ME, granted).allows(YOU, asked, true));
      assertFalse(granting(ME, granted).allows(NOBODY, asked, true));
    }
  }

  @Test
  void groupsReachWhomTheyName() {
    Acl everybody = granting(Acl.ALL_USERS, Acl.Permission.READ);
    Acl known = granting(Acl.AUTHENTICATED_USERS, Acl.Permission.READ);
    assertTrue(everybody.allows(NOBODY, Acl.Permission.READ, true));
    assertTrue(everybody.allows(YOU, Acl.Permission.READ, true));
    assertFalse(known.allows(NOBODY, Acl.Permission.READ, true));
    assertTrue(known.allows(YOU, Acl.Permission.READ, true));
    assertFalse(
        granting(Acl.LOG_DELIVERY, Acl.Permission.READ).allows(YOU, Acl.Permission.READ, true));
  }

  @Test
  void whatIsPublicCanBeIgnored() {
    for (String group : List.of(Acl.ALL_USERS, Acl.AUTHENTICATED_USERS)) {
      Acl open = granting(group, Acl.Permission.READ);
      assertTrue(open.isPublic());
      assertFalse(open.allows(YOU, Acl.Permission.READ, false));
    }
    assertFalse(granting(YOU, Acl.Permission.READ).isPublic());
    assertTrue(granting(YOU, Acl.Permission.READ).allows(YOU, Acl.Permission.READ, false));
  }
}
