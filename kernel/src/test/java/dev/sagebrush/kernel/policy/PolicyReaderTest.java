package dev.sagebrush.kernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

  private static final String READ =
      "{'Version':'2012-10-17','Id':'one','Statement':{'Sid':'Read','Effect':'Allow',"
          + "'Action':'s3:Get*','Resource':['arn:aws:s3:::lake/*'],'Condition':{"
          + "'ForAnyValue:StringLikeIfExists':{'aws:TagKeys':['a*',7,true]},'Null':{'s3:x':true}}}}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String refused(String document, PolicyType type) {
    return assertThrows(
            MalformedPolicyException.class, () -> PolicyReader.read(json(document), type))
        .getMessage();
  }

  /** One statement in a document of the current version. */
  private static String statement(String text) {
    return "{'Version':'2012-10-17','Statement':[{" + text + "}]}";
  }

  @Test
  void reads() {
    Policy policy = PolicyReader.read(json(READ), PolicyType.IDENTITY);
    assertEquals("2012-10-17", policy.version());
    assertEquals("one", policy.id());
    Statement statement = policy.statements().getFirst();
    assertEquals("Read", statement.sid());
    assertEquals(0, statement.index());
    assertEquals(Effect.ALLOW, statement.effect());
    assertEquals(Set.of("aws:TagKeys", "s3:x"), statement.contextKeys());
    assertEquals(List.of(statement), policy.about("S3:GETobject"));
    assertEquals(List.of(), policy.about("s3:PutObject"));
  }

  @Test
  void tellsWhichKeysAreAskedFor() {
    String text =
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:*',"
            + "'Resource':'arn:aws:s3:::b/${aws:UserName}/${*}','Condition':{'StringLike':{"
            + "'s3:prefix':['${aws:PrincipalTag/Team, 'x'}/*']}}}}";
    String later = json(text).replace("\"x\"", "'x'");
    assertEquals(
        Set.of("aws:UserName", "s3:prefix", "aws:PrincipalTag/Team"),
        PolicyReader.read(later, PolicyType.IDENTITY).statements().getFirst().contextKeys());
    assertEquals(
        Set.of("s3:prefix"),
        PolicyReader.read(later.replace("2012", "2008"), PolicyType.IDENTITY)
            .statements()
            .getFirst()
            .contextKeys());
  }

  @Test
  void aHugeNumberStaysSmall() {
    String text =
        statement(
            "'Effect':'Allow','Action':'s3:*','Resource':'*',"
                + "'Condition':{'NumericLessThan':{'s3:max-keys':[1e999999999,1e2]}}");
    Statement read = PolicyReader.read(json(text), PolicyType.IDENTITY).statements().getFirst();
    RequestContext context = RequestContext.of(Map.of("s3:max-keys", List.of("1e999")));
    assertTrue(read.holds(new ArnText("*"), context));
  }

  @Test
  void tellsWhereStatementsStand() {
    String text =
        "{ 'Version':'2012-10-17', 'Id':'Statement',\n 'Statement' : [\n"
            + "  {'Sid':'a','Effect':'Allow','Action':'s3:*','Resource':'*'},\n"
            + "  {'Effect':'Deny','Action':'s3:*',\n   'Resource':'arn:aws:s3:::}\\'{'}]}";
    Policy policy = PolicyReader.read(json(text), PolicyType.IDENTITY);
    assertEquals(new TextRange(3, 3, 3, 62), policy.statements().get(0).range());
    assertEquals(new TextRange(4, 3, 5, 35), policy.statements().get(1).range());
    String escaped = json(READ).replace("Statement", "\\u0053tatement");
    assertEquals(
        1,
        PolicyReader.read(escaped, PolicyType.IDENTITY).statements().getFirst().range().endLine());
    Policy one = PolicyReader.read(json(READ), PolicyType.IDENTITY);
    assertEquals(
        new TextRange(1, READ.indexOf(":{") + 2, 1, READ.length()),
        one.statements().getFirst().range());
  }

  @Test
  void takesThoseWithoutAVersionForTheFirst() {
    String trust =
        "{'Statement':[{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},"
            + "'Action':'sts:AssumeRole'}]}";
    Policy policy = PolicyReader.read(json(trust), PolicyType.TRUST);
    assertEquals("2008-10-17", policy.version());
    assertNull(policy.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'Effect':'Allow','Action':'s3:*' | Policy statement must contain resources.",
        "'Effect':'Allow','Resource':'*' | Policy statement must contain actions.",
        "'Effect':'Allow','Action':[],'Resource':'*' | Policy statement must contain actions.",
        "'Effect':'allow','Action':'s3:*','Resource':'*' | Syntax errors in policy.",
        "'Action':'s3:*','Resource':'*' | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','NotAction':'s3:*','Resource':'*'"
            + " | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Extra':1 | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':[null] | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Sid':1 | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':[] | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringIs':{'a:b':'c'}}"
            + " | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'NullIfExists':{'a:b':'c'}}"
            + " | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Bool':{'a:b':{}}}"
            + " | Syntax errors in policy.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Bool':{'ab':true}}"
            + " | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        "'Effect':'Allow','Action':'Get','Resource':'*'"
            + " | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        "'Effect':'Allow','Action':'a:b:c','Resource':'*'"
            + " | Actions/Condition can contain only one colon.",
        "'Effect':'Allow','Action':'s3*:Get','Resource':'*' | Vendor s3* is not valid",
        "'Effect':'Allow','Action':'s3:*','Resource':'lake'"
            + " | Resource lake must be in ARN format or \"*\".",
        "'Effect':'Allow','Action':'s3:*','Resource':'arn:moon:s3:::lake'"
            + " | Partition \"moon\" is not valid for resource \"arn:moon:s3:::lake\".",
        "'Effect':'Allow','Action':'s3:*','Resource':'arn:moon'"
            + " | Partition \"moon\" is not valid for resource \"arn:moon:*:*:*:*\".",
        "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws'"
            + " | Resource vendor must be fully qualified and cannot contain regexes.",
        "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3::lake'"
            + " | The policy failed legacy parsing",
        "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:us-east-1::lake'"
            + " | Resource arn:aws:s3:us-east-1::lake can not contain region information.",
        "'Effect':'Allow','Action':'iam:*','Resource':'arn:aws:iam:us-east-1:1:user/a'"
            + " | IAM resource arn:aws:iam:us-east-1:1:user/a cannot contain region information.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Sid':'a b'"
            + " | Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the"
            + " regular expression [0-9A-Za-z]*",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Principal':'*'"
            + " | Policy document should not specify a principal.",
        "'Effect':'Allow','Action':'s3:*','Resource':'*','Sid':'A'},"
            + "{'Effect':'Allow','Action':'s3:*','Resource':'*','Sid':'A'"
            + " | Statement IDs (SID) in a single policy must be unique."
      })
  void refusesForIdentities(String text, String message) {
    assertEquals(json(message), refused(statement(text), PolicyType.IDENTITY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'Effect':'Allow','Action':'sts:AssumeRole' | Missing required field Principal",
        "'Effect':'Allow','Action':'s3:Get','Principal':'*'"
            + " | AssumeRole policy may only specify STS AssumeRole actions.",
        "'Effect':'Allow','Action':'sts:AssumeRole','Principal':'*','Resource':'*'"
            + " | Has prohibited field Resource",
        "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'arn:aws:iam::1:role/a'}"
            + " | Invalid principal in policy: 'AWS':'arn:aws:iam::1:role/a'",
        "'Effect':'Allow','Action':'sts:AssumeRole',"
            + "'Principal':{'AWS':'arn:aws:iam::111122223333:role/*'}"
            + " | Invalid principal in policy: 'AWS':'arn:aws:iam::111122223333:role/*'",
        "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'ec2'}"
            + " | Invalid principal in policy: 'SERVICE':'ec2'",
        "'Effect':'Allow','Action':'sts:AssumeRole','Principal':'me'"
            + " | AssumeRolepolicy contained an invalid principal: 'STAR':'me'.",
        "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{}"
            + " | Missing required field Principal cannot be empty!"
      })
  void refusesForRoles(String text, String message) {
    assertEquals(json(message), refused(statement(text), PolicyType.TRUST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x | Policies must be valid JSON and the first byte must be '{'",
        "{ | This policy contains invalid Json",
        "[] | Policies must be valid JSON and the first byte must be '{'",
        "{'Version':'2012-10-17','Statement':[]} | Could not parse the policy: Statement is empty!",
        "{'Version':'2020-01-01','Statement':[]} | The policy must contain a valid version string",
        "{'Statement':[{'Action':'s3:*'}]} | Missing required field Effect",
        "{'Statement':[{'Effect':'Allow','Resource':'*','Principal':'*'}]}"
            + " | Missing required field Action",
        "{'Statement':[{'Effect':'Allow','Action':'s3:*','Principal':'*'}]}"
            + " | Missing required field Resource",
        "{'Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*'}]}"
            + " | Missing required field Principal",
        "{'Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*','Principal':{'AWS':'x'}}]}"
            + " | Invalid principal in policy",
        "{'Statement':[{'Effect':'Allow','Odd':1}]} | Unknown field Odd",
        "{'Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*','Principal':'*',"
            + "'Condition':{'Is':{'a:b':'c'}}}]} | Invalid Condition type : Is"
      })
  void refusesForResources(String text, String message) {
    String expected = message.endsWith("'{'") ? message : json(message);
    assertEquals(expected, refused(text, PolicyType.RESOURCE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'Statement':[]}",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*'}]}",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Deny','Action':'s3:*','Resource':'*',"
            + "'Principal':{'AWS':'111122223333'}}]}"
      })
  void organizationsHaveOneSentence(String text) {
    String sentence =
        "The provided policy document does not meet the requirements of the specified policy type.";
    assertEquals(sentence, refused(text, PolicyType.SERVICE_CONTROL));
    assertEquals(sentence, refused(text, PolicyType.RESOURCE_CONTROL));
  }

  @Test
  void survivesWhateverIsThrownAtIt() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      PolicyType type = PolicyType.values()[random.nextInt(PolicyType.values().length)];
      String document = mutated(random, i % 2 == 0 ? json(READ) : document(random, type));
      try {
        Policy policy = PolicyReader.read(document, type);
        assertFalse(policy.statements().isEmpty());
        read++;
      } catch (MalformedPolicyException e) {
        assertFalse(e.getMessage().isEmpty());
      }
    }
    assertTrue(read > 1_000, "read " + read);
  }

  private static String document(Random random, PolicyType type) {
    return new RandomPolicies(random).document(type);
  }

  private static String mutated(Random random, String text) {
    StringBuilder mutated = new StringBuilder(text);
    int changes = random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(4)) {
        case 0 -> mutated.deleteCharAt(at);
        case 1 -> mutated.insert(at, "{}[]\",:*$null\\".charAt(random.nextInt(14)));
        case 2 -> mutated.setCharAt(at, (char) random.nextInt(128));
        default -> mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + 9)));
      }
    }
    return mutated.toString();
  }
}
