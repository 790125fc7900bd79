package dev.sagebrush.kernel.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Policies and requests out of a small world, so that they meet often. */
final class RandomPolicies {

  private static final String A = "111111111111";
  private static final String B = "222222222222";
  private static final String ROLE = "arn:aws:iam::" + A + ":role/app/worker";
  private static final String LINKED = "arn:aws:iam::" + A + ":role/aws-service-role/x/Linked";

  private static final List<String> PRINCIPALS =
      List.of(
          "'*'",
          "{'AWS':'*'}",
          "{'AWS':'111111111111'}",
          "{'AWS':['222222222222','arn:aws:iam::111111111111:root']}",
          "{'AWS':'arn:aws:iam::111111111111:user/alice'}",
          "{'AWS':['arn:aws:iam::111111111111:user/bob','111111111111']}",
          "{'AWS':['arn:aws:iam::111111111111:user/alice','arn:aws:iam::111111111111:root']}",
          "{'AWS':'arn:aws:iam::111111111111:role/app/worker'}",
          "{'AWS':['arn:aws:iam::111111111111:role/app/worker','111111111111',"
              + "'arn:aws:sts::111111111111:assumed-role/worker/one']}",
          "{'AWS':'arn:aws:sts::111111111111:assumed-role/worker/one'}",
          "{'AWS':'arn:aws:sts::111111111111:federated-user/fred','Service':'ec2.amazonaws.com'}",
          "{'AWS':['AROAWORKERWORKER1','AIDABOBBOBBOBBOB1']}",
          "{'Service':['s3.amazonaws.com','logs.amazonaws.com']}",
          "{'Federated':'accounts.google.com'}");

  private static final List<String> ACTIONS =
      List.of(
          "*",
          "s3:*",
          "s3:Get*",
          "S3:getobject",
          "s3:?utObject",
          "s3:List*",
          "iam:*",
          "*:Get*",
          "kms:Decrypt",
          "s3:*Object",
          "s3:Get*t",
          "iam:GetUser");

  private static final List<String> RESOURCES =
      List.of(
          "*",
          "arn:aws:s3:::lake",
          "arn:aws:s3:::lake/*",
          "arn:aws:s3:::la?e/alice/*",
          "arn:aws:s3:::lake/${aws:username}/*",
          "arn:aws:s3:::lake/${aws:PrincipalTag/team, 'bob'}/*",
          "arn:aws:s3:::*/${aws:TagKeys}/*",
          "arn:aws:s3:::lake/${*}/x",
          "arn:aws:iam::111111111111:user/${aws:username}",
          "arn:aws:iam::*:user/a*",
          "arn:aws:iam::111*",
          "arn:aws:*:*:*:*",
          "arn:aws:sqs:*:*:q:*",
          "arn:aws:sqs:us-east-1:*",
          "arn:aws:sqs:*:${aws:PrincipalTag/team}:q:dlq",
          "arn:*:sqs:us-?ast-1:111111111111:q*");

  private static final List<String> KEYS =
      List.of(
          "aws:username|alice|bob|ALICE|al*|*|${aws:PrincipalTag/team}|a?ice|${?}",
          "aws:PrincipalTag/team|alice|red|r*|${aws:username}|${aws:username,'red'}|",
          "aws:TagKeys|red|blue|r*|*e*||${aws:username}",
          "aws:PrincipalArn|arn:aws:iam::111111111111:user/*|arn:aws:iam::*:role/*"
              + "|arn:aws:iam::111111111111:user/${aws:username}|arn:aws:*|*",
          "s3:max-keys|10|9.5|100|-3",
          "aws:CurrentTime|2024-01-01T00:00:00Z|2024-06-01|1704067200|2025-01-01T00:00:00Z",
          "aws:SecureTransport|true|false|TRUE",
          "aws:SourceIp|10.0.0.0/8|10.1.2.3|10.1.0.0/15|2001:db8::/33|2001:db8::7/128|0.0.0.0/0",
          "s3:hash|aGVsbG8=|d29ybGQ=");

  private static final List<List<String>> OPERATORS =
      List.of(
          List.of("StringEquals", "StringLike", "StringEqualsIgnoreCase"),
          List.of("StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase", "StringLike"),
          List.of("StringLike", "StringEquals", "StringNotLike", "StringNotEquals"),
          List.of("ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike"),
          List.of(
              "NumericEquals",
              "NumericNotEquals",
              "NumericLessThan",
              "NumericLessThanEquals",
              "NumericGreaterThan",
              "NumericGreaterThanEquals"),
          List.of(
              "DateEquals",
              "DateNotEquals",
              "DateLessThan",
              "DateLessThanEquals",
              "DateGreaterThan",
              "DateGreaterThanEquals"),
          List.of("Bool"),
          List.of("IpAddress", "NotIpAddress"),
          List.of("BinaryEquals"));

  private final Random random;

  RandomPolicies(Random random) {
    this.random = random;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A document of a type. */
  String document(PolicyType type) {
    boolean old = !type.label().startsWith("identity") && type.namesPrincipals() && chance(15);
    StringBuilder text = new StringBuilder("{'Version':'");
    text.append(old ? "2008-10-17" : "2012-10-17").append("','Statement':[");
    int statements = 1 + random.nextInt(3);
    for (int i = 0; i < statements; i++) {
      text.append(i == 0 ? "" : ",").append(statement(type));
    }
    return text.append("]}").toString().replace('\'', '"').replace('\u0001', '\'');
  }

  private String statement(PolicyType type) {
    boolean organization = type.label().contains("control");
    StringBuilder text = new StringBuilder("{'Effect':'");
    text.append(chance(organization ? 35 : 15) ? "Deny" : "Allow").append('\'');
    if (type == PolicyType.RESOURCE_CONTROL) {
      text.append(",'Principal':'*'");
    } else if (type.namesPrincipals()) {
      text.append(chance(15) ? ",'NotPrincipal':" : ",'Principal':").append(one(PRINCIPALS));
    }
    boolean broad = chance(organization ? 70 : 30);
    text.append(chance(15) ? ",'NotAction':" : ",'Action':");
    text.append(broad ? "'*'" : some(ACTIONS));
    text.append(chance(12) ? ",'NotResource':" : ",'Resource':");
    text.append(broad ? "'*'" : some(RESOURCES));
    if (chance(broad ? 60 : 35)) {
      text.append(",'Condition':{").append(conditions()).append('}');
    }
    return text.append('}').toString();
  }

  private String some(List<String> values) {
    int count = 1 + random.nextInt(3);
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add('\'' + one(values).replace('\'', '\u0001') + '\'');
    }
    return count == 1 ? some.getFirst() : some.toString();
  }

  private String conditions() {
    Map<String, String> all = new HashMap<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(KEYS.size());
      String[] key = KEYS.get(at).split("\\|", -1);
      String operator = one(OPERATORS.get(at));
      List<String> values = List.of(key).subList(1, key.length);
      if (chance(10)) {
        all.put("Null", "{'" + key[0] + "':'" + chance(50) + "'}");
        continue;
      }
      String quantified =
          chance(25) ? (chance(50) ? "ForAllValues:" : "ForAnyValue:") + operator : operator;
      all.put(
          chance(20) ? quantified + "IfExists" : quantified,
          "{'"
              + (chance(20) ? key[0].toUpperCase(java.util.Locale.ROOT) : key[0])
              + "':"
              + some(values)
              + '}');
    }
    List<String> text = new ArrayList<>();
    all.forEach((operator, keys) -> text.add('\'' + operator + "':" + keys));
    return String.join(",", text);
  }

  /** Somebody who wants something. */
  AccessRequest request() {
    List<String> actions =
        List.of("s3:GetObject", "s3:PutObject", "s3:ListBucket", "iam:GetUser", "kms:Decrypt");
    List<String> resources =
        List.of(
            "*",
            "arn:aws:s3:::lake",
            "arn:aws:s3:::lake/alice/x",
            "arn:aws:s3:::lake/bob/*/x:y",
            "arn:aws:s3:::lake/*/x",
            "arn:aws:iam::111111111111:user/alice",
            "arn:aws:sqs:us-east-1:111111111111:q:dlq");
    return new AccessRequest(
        requester(),
        one(actions),
        one(resources),
        chance(70) ? A : B,
        chance(20),
        RequestContext.of(context()));
  }

  private Requester requester() {
    return switch (random.nextInt(11)) {
      case 0 -> new Requester(Requester.Kind.ROOT, A, "arn:aws:iam::" + A + ":root", A, null, null);
      case 1 -> new Requester(Requester.Kind.ROOT, B, "arn:aws:iam::" + B + ":root", B, null, null);
      case 2, 3 ->
          new Requester(
              Requester.Kind.USER, A, "arn:aws:iam::" + A + ":user/alice", "AIDA1", null, null);
      case 4 ->
          new Requester(
              Requester.Kind.USER,
              A,
              "arn:aws:iam::" + A + ":user/bob",
              "AIDABOBBOBBOBBOB1",
              null,
              null);
      case 5, 6 -> session("arn:aws:sts::" + A + ":assumed-role/worker/one", ROLE);
      case 7 -> session("arn:aws:sts::" + A + ":assumed-role/Linked/one", LINKED);
      case 8 ->
          new Requester(
              Requester.Kind.FEDERATED_USER,
              A,
              "arn:aws:sts::" + A + ":federated-user/fred",
              A + ":fred",
              "arn:aws:iam::" + A + ":user/alice",
              null);
      case 9 -> chance(50) ? Requester.service("s3.amazonaws.com") : Requester.anonymous();
      default -> Requester.identityProvider("accounts.google.com");
    };
  }

  private static Requester session(String arn, String role) {
    String id = role.equals(ROLE) ? "AROAWORKERWORKER1:one" : "AROALINKED:one";
    return new Requester(Requester.Kind.ROLE_SESSION, A, arn, id, role, null);
  }

  private Map<String, List<String>> context() {
    Map<String, List<String>> context = new HashMap<>();
    maybe(context, "aws:username", "alice", "bob", "Alice", "*");
    maybe(context, "aws:PrincipalTag/team", "alice", "red", "111111111111", "111111111111:q", "");
    maybe(
        context,
        "aws:PrincipalArn",
        "arn:aws:iam::111111111111:user/alice",
        "arn:aws:iam::111111111111:role/app/worker");
    maybe(context, "s3:max-keys", "10", "9.50", "1000", "many");
    maybe(context, "aws:CurrentTime", "2024-01-01T00:00:00Z", "2024-07-01T12:00:00Z");
    maybe(context, "aws:SecureTransport", "true", "false");
    maybe(context, "aws:SourceIp", "10.1.2.3", "10.9.9.9", "2001:db8::7", "192.0.2.1");
    maybe(context, "s3:hash", "aGVsbG8=", "d29ybGQ=");
    List<String> tags = new ArrayList<>();
    for (String tag : List.of("red", "blue", "green", "")) {
      if (chance(35)) {
        tags.add(tag);
      }
    }
    context.put("aws:TagKeys", tags);
    return context;
  }

  private void maybe(Map<String, List<String>> context, String key, String... values) {
    if (chance(75)) {
      context.put(key, List.of(one(List.of(values))));
    }
  }
}
