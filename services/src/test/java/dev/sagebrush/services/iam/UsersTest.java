package dev.sagebrush.services.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sagebrush.kernel.Credentials;
import dev.sagebrush.kernel.Principal;
import dev.sagebrush.model.iam.AccessKey;
import dev.sagebrush.model.iam.AccessKeyMetadata;
import dev.sagebrush.model.iam.AddUserToGroupRequest;
import dev.sagebrush.model.iam.AttachUserPolicyRequest;
import dev.sagebrush.model.iam.CreateAccessKeyRequest;
import dev.sagebrush.model.iam.CreateGroupRequest;
import dev.sagebrush.model.iam.CreateUserRequest;
import dev.sagebrush.model.iam.DeleteAccessKeyRequest;
import dev.sagebrush.model.iam.DeleteGroupRequest;
import dev.sagebrush.model.iam.DeleteUserRequest;
import dev.sagebrush.model.iam.GetGroupRequest;
import dev.sagebrush.model.iam.GetUserRequest;
import dev.sagebrush.model.iam.IAMApi;
import dev.sagebrush.model.iam.ListAccessKeysRequest;
import dev.sagebrush.model.iam.ListGroupsForUserRequest;
import dev.sagebrush.model.iam.ListUserTagsRequest;
import dev.sagebrush.model.iam.ListUsersRequest;
import dev.sagebrush.model.iam.ListUsersResponse;
import dev.sagebrush.model.iam.PutUserPolicyRequest;
import dev.sagebrush.model.iam.RemoveUserFromGroupRequest;
import dev.sagebrush.model.iam.Tag;
import dev.sagebrush.model.iam.TagUserRequest;
import dev.sagebrush.model.iam.UntagUserRequest;
import dev.sagebrush.model.iam.UpdateAccessKeyRequest;
import dev.sagebrush.model.iam.UpdateUserRequest;
import dev.sagebrush.model.iam.User;
import dev.sagebrush.services.testing.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {

  private IamFixture iam;

  @BeforeEach
  void open(@TempDir Path folder) {
    iam = new IamFixture(folder);
  }

  @AfterEach
  void close() {
    iam.close();
  }

  private User get(String name) {
    return iam.client.call(IAMApi.GET_USER, GetUserRequest.builder().userName(name).build()).user();
  }

  private AccessKey key(String user) {
    return iam.client
        .call(IAMApi.CREATE_ACCESS_KEY, CreateAccessKeyRequest.builder().userName(user).build())
        .accessKey();
  }

  @Test
  void makesUsersWithPathsAndTags() {
    User made =
        iam.client
            .call(
                IAMApi.CREATE_USER,
                CreateUserRequest.builder()
                    .userName("Ann")
                    .path("/team/")
                    .tags(List.of(new Tag("k", "v")))
                    .build())
            .user();
    assertEquals("arn:aws:iam::000000000000:user/team/Ann", made.arn());
    assertEquals(made, get("Ann"));
    assertEquals(
        "User with name ann already exists.",
        iam.client
            .refused(
                "EntityAlreadyExists",
                IAMApi.CREATE_USER,
                CreateUserRequest.builder().userName("ann").build())
            .getMessage());
    assertEquals(
        "The user with name Bob cannot be found.",
        iam.client
            .refused(
                "NoSuchEntity", IAMApi.GET_USER, GetUserRequest.builder().userName("Bob").build())
            .getMessage());
    iam.client.call(
        IAMApi.TAG_USER,
        TagUserRequest.builder().userName("Ann").tags(List.of(new Tag("a", "b"))).build());
    iam.client.call(
        IAMApi.UNTAG_USER,
        UntagUserRequest.builder().userName("Ann").tagKeys(List.of("k")).build());
    assertEquals(
        List.of(new Tag("a", "b")),
        iam.client
            .call(IAMApi.LIST_USER_TAGS, ListUserTagsRequest.builder().userName("Ann").build())
            .tags());
  }

  @Test
  void listsUsersInPages() {
    for (int i = 0; i < 5; i++) {
      iam.user("u" + i, i % 2 == 0 ? "/even/" : "/odd/");
    }
    List<String> names = new ArrayList<>();
    String marker = null;
    do {
      ListUsersResponse page =
          iam.client.call(
              IAMApi.LIST_USERS,
              ListUsersRequest.builder().pathPrefix("/even").maxItems(2).marker(marker).build());
      page.users().forEach(user -> names.add(user.userName()));
      marker = page.marker();
      assertEquals(marker != null, page.isTruncated());
    } while (marker != null);
    assertEquals(List.of("u0", "u2", "u4"), names);
    iam.client.refused(
        "ValidationError", IAMApi.LIST_USERS, ListUsersRequest.builder().marker("x").build());
  }

  @Test
  void keysWorkUntilTheyAreInactiveOrGone() {
    iam.user("ann", "/");
    AccessKey key = key("ann");
    Credentials credentials = Iam.credentials(iam.tables, Client.SEALER);
    assertEquals(
        Credentials.Credential.longTerm(
            key.secretAccessKey(),
            new Principal(
                Principal.Kind.USER,
                "000000000000",
                "arn:aws:iam::000000000000:user/ann",
                get("ann").userId())),
        credentials.find(key.accessKeyId()));
    iam.client.call(
        IAMApi.UPDATE_ACCESS_KEY,
        UpdateAccessKeyRequest.builder()
            .userName("ann")
            .accessKeyId(key.accessKeyId())
            .status("Inactive")
            .build());
    assertNull(credentials.find(key.accessKeyId()));
    AccessKey second = key("ann");
    assertEquals(
        "Cannot exceed quota for AccessKeysPerUser: 2",
        iam.client
            .refused(
                "LimitExceeded",
                IAMApi.CREATE_ACCESS_KEY,
                CreateAccessKeyRequest.builder().userName("ann").build())
            .getMessage());
    List<AccessKeyMetadata> listed =
        iam.client
            .call(IAMApi.LIST_ACCESS_KEYS, ListAccessKeysRequest.builder().userName("ann").build())
            .accessKeyMetadata();
    assertEquals(2, listed.size());
    assertEquals(
        List.of("Active", "Inactive"),
        listed.stream().map(AccessKeyMetadata::status).sorted().toList());
    deleteKey(key);
    deleteKey(second);
    assertNull(credentials.find(second.accessKeyId()));
    assertEquals(List.of(key.accessKeyId(), key.accessKeyId(), second.accessKeyId()), iam.changed);
    iam.client.refused(
        "NoSuchEntity",
        IAMApi.DELETE_ACCESS_KEY,
        DeleteAccessKeyRequest.builder().userName("ann").accessKeyId("AKIANONE").build());
  }

  private void deleteKey(AccessKey key) {
    iam.client.call(
        IAMApi.DELETE_ACCESS_KEY,
        DeleteAccessKeyRequest.builder()
            .userName(key.userName())
            .accessKeyId(key.accessKeyId())
            .build());
  }

  @Test
  void aUserMeansItselfWithoutAName() {
    iam.user("ann", "/team/");
    User ann = get("ann");
    Principal principal =
        new Principal(Principal.Kind.USER, "000000000000", ann.arn(), ann.userId());
    assertEquals(
        ann,
        iam.client.as(principal).call(IAMApi.GET_USER, GetUserRequest.builder().build()).user());
    iam.client.refused("ValidationError", IAMApi.GET_USER, GetUserRequest.builder().build());
  }

  @Test
  void renamingKeepsWhatIsTheUsers() {
    iam.user("ann", "/");
    AccessKey key = key("ann");
    iam.client.call(
        IAMApi.UPDATE_USER,
        UpdateUserRequest.builder().userName("ann").newUserName("Eve").newPath("/x/").build());
    assertEquals("arn:aws:iam::000000000000:user/x/Eve", get("Eve").arn());
    assertEquals(
        "arn:aws:iam::000000000000:user/x/Eve", assertNotNullCredential(key).principal().arn());
    iam.client.refused(
        "NoSuchEntity", IAMApi.GET_USER, GetUserRequest.builder().userName("ann").build());
  }

  private Credentials.Credential assertNotNullCredential(AccessKey key) {
    Credentials.Credential credential =
        Iam.credentials(iam.tables, Client.SEALER).find(key.accessKeyId());
    assertNotNull(credential);
    return credential;
  }

  @Test
  void deletesOnlyWhatIsFree() {
    iam.user("ann", "/");
    AccessKey key = key("ann");
    refusesDeletion("Cannot delete entity, must delete access keys first.");
    deleteKey(key);
    iam.client.call(IAMApi.CREATE_GROUP, CreateGroupRequest.builder().groupName("g").build());
    iam.client.call(IAMApi.ADD_USER_TO_GROUP, new AddUserToGroupRequest("g", "ann"));
    refusesDeletion("Cannot delete entity, must remove users from group first.");
    iam.client.refused("DeleteConflict", IAMApi.DELETE_GROUP, new DeleteGroupRequest("g"));
    assertEquals(
        "ann",
        iam.client
            .call(IAMApi.GET_GROUP, GetGroupRequest.builder().groupName("g").build())
            .users()
            .getFirst()
            .userName());
    assertEquals(
        "g",
        iam.client
            .call(
                IAMApi.LIST_GROUPS_FOR_USER,
                ListGroupsForUserRequest.builder().userName("ann").build())
            .groups()
            .getFirst()
            .groupName());
    iam.client.call(IAMApi.REMOVE_USER_FROM_GROUP, new RemoveUserFromGroupRequest("g", "ann"));
    iam.client.call(
        IAMApi.ATTACH_USER_POLICY,
        AttachUserPolicyRequest.builder().userName("ann").policyArn(IamFixture.SAGEMAKER).build());
    refusesDeletion("Cannot delete entity, must detach all policies first.");
    iam.user("bob", "/");
    iam.client.call(
        IAMApi.PUT_USER_POLICY,
        PutUserPolicyRequest.builder()
            .userName("bob")
            .policyName("p")
            .policyDocument(IamFixture.READ)
            .build());
    assertEquals(
        "Cannot delete entity, must delete policies first.",
        iam.client
            .refused("DeleteConflict", IAMApi.DELETE_USER, new DeleteUserRequest("bob"))
            .getMessage());
  }

  private void refusesDeletion(String message) {
    assertEquals(
        message,
        iam.client
            .refused("DeleteConflict", IAMApi.DELETE_USER, new DeleteUserRequest("ann"))
            .getMessage());
  }
}
