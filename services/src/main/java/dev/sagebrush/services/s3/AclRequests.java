package dev.sagebrush.services.s3;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.s3.AccessControlPolicy;
import dev.sagebrush.model.s3.Grant;
import dev.sagebrush.model.s3.Grantee;
import dev.sagebrush.model.s3.InvalidRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ACLs that requests ask for: by a canned name, by grant headers or by a document.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html">
 * Access control list (ACL) overview</a>.
 */
final class AclRequests {

  private static final int MOST_GRANTS = 100;
  private static final Pattern CANONICAL_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GRANTEE =
      Pattern.compile("\\s*(id|uri|emailAddress)\\s*=\\s*\"?([^\",]*)\"?\\s*");
  private static final Set<String> GROUPS =
      Set.of(Acl.ALL_USERS, Acl.AUTHENTICATED_USERS, Acl.LOG_DELIVERY);

  private static final Map<String, Acl.Permission> HEADERS = headers();

  private static Map<String, Acl.Permission> headers() {
    Map<String, Acl.Permission> headers = new LinkedHashMap<>();
    headers.put("GrantFullControl", Acl.Permission.FULL_CONTROL);
    headers.put("GrantRead", Acl.Permission.READ);
    headers.put("GrantReadACP", Acl.Permission.READ_ACP);
    headers.put("GrantWrite", Acl.Permission.WRITE);
    headers.put("GrantWriteACP", Acl.Permission.WRITE_ACP);
    return headers;
  }

  private AclRequests() {}

  /** Whether the headers of a request ask for an ACL. */
  static boolean asked(Struct request) {
    return Members.text(request, "ACL") != null || granted(request);
  }

  private static boolean granted(Struct request) {
    return HEADERS.keySet().stream().anyMatch(name -> Members.text(request, name) != null);
  }

  /**
   * The ACL that the headers of a request ask for; null for the owner's alone.
   *
   * @param owner the canonical id of who owns the bucket or object
   * @param bucketOwner the canonical id of who owns the bucket
   */
  static @Nullable Acl ofHeaders(Struct request, String owner, String bucketOwner) {
    String canned = Members.text(request, "ACL");
    if (!granted(request)) {
      return canned == null ? null : canned(canned, owner, bucketOwner);
    }
    if (canned != null) {
      throw InvalidRequest.because("Specifying both Canned ACLs and Header Grants is not allowed");
    }
    List<Acl.Grant> grants = new ArrayList<>();
    for (Map.Entry<String, Acl.Permission> header : HEADERS.entrySet()) {
      String value = Members.text(request, header.getKey());
      if (value != null) {
        for (String each : value.split(",", -1)) {
          grants.add(new Acl.Grant(grantee(each), header.getValue()));
        }
      }
    }
    return limited(grants);
  }

  private static String grantee(String text) {
    Matcher matcher = GRANTEE.matcher(text);
    if (!matcher.matches()) {
      throw Failures.invalidArgument("Argument format not recognized", "x-amz-grant", text);
    }
    String value = matcher.group(2);
    return switch (matcher.group(1)) {
      case "id" -> canonical(value);
      case "uri" -> group(value);
      default -> throw unresolvable(value);
    };
  }

  private static @Nullable Acl canned(String name, String owner, String bucketOwner) {
    List<Acl.Grant> grants = new ArrayList<>();
    switch (name) {
      case "private" -> {
        return null;
      }
      case "public-read" -> grants.add(new Acl.Grant(Acl.ALL_USERS, Acl.Permission.READ));
      case "public-read-write" -> {
        grants.add(new Acl.Grant(Acl.ALL_USERS, Acl.Permission.READ));
        grants.add(new Acl.Grant(Acl.ALL_USERS, Acl.Permission.WRITE));
      }
      case "authenticated-read" ->
          grants.add(new Acl.Grant(Acl.AUTHENTICATED_USERS, Acl.Permission.READ));
      case "log-delivery-write" -> {
        grants.add(new Acl.Grant(Acl.LOG_DELIVERY, Acl.Permission.WRITE));
        grants.add(new Acl.Grant(Acl.LOG_DELIVERY, Acl.Permission.READ_ACP));
      }
      case "aws-exec-read" -> throw ServiceException.notImplemented("x-amz-acl: aws-exec-read");
      case "bucket-owner-read" -> {
        return ownersAnd(owner, bucketOwner, Acl.Permission.READ);
      }
      case "bucket-owner-full-control" -> {
        return ownersAnd(owner, bucketOwner, Acl.Permission.FULL_CONTROL);
      }
      default -> throw Failures.invalidArgument("", "x-amz-acl", name);
    }
    grants.add(new Acl.Grant(owner, Acl.Permission.FULL_CONTROL));
    return new Acl(grants);
  }

  private static @Nullable Acl ownersAnd(
      String owner, String bucketOwner, Acl.Permission permission) {
    return owner.equals(bucketOwner)
        ? null
        : new Acl(
            List.of(
                new Acl.Grant(owner, Acl.Permission.FULL_CONTROL),
                new Acl.Grant(bucketOwner, permission)));
  }

  /**
   * The ACL of a PutBucketAcl or PutObjectAcl request; null for the owner's alone.
   *
   * @param document its body, or null
   */
  static @Nullable Acl of(
      Struct request, @Nullable AccessControlPolicy document, String owner, String bucketOwner) {
    if (asked(request)) {
      if (document != null) {
        throw ServiceException.of(
            "UnexpectedContent", 400, "This request does not support content");
      }
      return ofHeaders(request, owner, bucketOwner);
    }
    if (document == null) {
      throw ServiceException.of(
          "MissingSecurityHeader",
          400,
          "Your request was missing a required header",
          Map.of("MissingHeaderName", "x-amz-acl"));
    }
    if (document.owner() == null || document.owner().id() == null) {
      throw Failures.malformedXml();
    }
    if (!document.owner().id().equals(owner)) {
      throw Failures.accessDenied();
    }
    List<Acl.Grant> grants = new ArrayList<>();
    for (Grant grant : document.grants() == null ? List.<Grant>of() : document.grants()) {
      grants.add(of(grant));
    }
    return limited(grants);
  }

  private static Acl.Grant of(Grant grant) {
    Grantee grantee = grant.grantee();
    if (grantee == null || grant.permission() == null) {
      throw Failures.malformedXml();
    }
    Documents.valid(grant);
    String name =
        switch (grantee.type()) {
          case "Group" -> group(grantee.uri());
          case "AmazonCustomerByEmail" -> throw unresolvable(grantee.emailAddress());
          default -> canonical(grantee.id());
        };
    return new Acl.Grant(name, Acl.Permission.valueOf(grant.permission()));
  }

  private static String canonical(@Nullable String id) {
    if (id == null || !CANONICAL_ID.matcher(id).matches()) {
      throw Failures.invalidArgument("Invalid id", "CanonicalUser/ID", id == null ? "" : id);
    }
    return id;
  }

  private static String group(@Nullable String uri) {
    if (uri == null || !GROUPS.contains(uri)) {
      throw Failures.invalidArgument("Invalid group uri", "Group/URI", uri == null ? "" : uri);
    }
    return uri;
  }

  private static ServiceException unresolvable(@Nullable String address) {
    return ServiceException.of(
        "UnresolvableGrantByEmailAddress",
        400,
        "The e-mail address you provided does not match any account on record.",
        address == null ? Map.of() : Map.of("Email", address));
  }

  private static Acl limited(List<Acl.Grant> grants) {
    if (grants.size() > MOST_GRANTS) {
      throw InvalidRequest.because("ACLs may not have more than " + MOST_GRANTS + " grants");
    }
    return new Acl(grants);
  }
}
