package dev.sagebrush.services.logs;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.logs.DescribeLogGroupsRequest;
import dev.sagebrush.model.logs.DescribeLogGroupsResponse;
import dev.sagebrush.model.logs.LogGroup;
import dev.sagebrush.store.Range;
import dev.sagebrush.store.Table;
import dev.sagebrush.store.Tables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The list of log groups. */
final class GroupListing {

  private static final int PAGE = 50;
  private static final int SCAN = 500;

  private final Schema schema;
  private final Continuation continuation;

  GroupListing(Schema schema, Continuation continuation) {
    this.schema = schema;
    this.continuation = continuation;
  }

  DescribeLogGroupsResponse describe(DescribeLogGroupsRequest request) {
    check(request);
    String prefix = Schema.groupPrefix();
    String query = query(request, prefix);
    String name = request.logGroupNamePrefix() == null ? "" : request.logGroupNamePrefix();
    Range range = Range.prefix(prefix + name).limit(SCAN);
    if (request.nextToken() != null) {
      range = range.after(prefix + continuation.read(query, request.nextToken()));
    }
    int limit = request.limit() == null ? PAGE : request.limit();
    Set<String> named = named(request);
    List<LogGroup> found = new ArrayList<>();
    List<Table.Row<StoredGroup>> rows;
    do {
      rows = schema.groups().scan(range);
      for (Table.Row<StoredGroup> row : rows) {
        range = range.after(row.key());
        LogGroup group = described(row.key().substring(prefix.length()), row.value());
        if (matches(group, request, named)) {
          if (found.size() == limit) {
            return DescribeLogGroupsResponse.builder()
                .logGroups(found)
                .nextToken(continuation.issue(query, found.getLast().logGroupName()))
                .build();
          }
          found.add(group);
        }
      }
    } while (rows.size() == SCAN);
    return DescribeLogGroupsResponse.builder().logGroups(found).build();
  }

  private static void check(DescribeLogGroupsRequest request) {
    boolean accounts =
        request.accountIdentifiers() != null && !request.accountIdentifiers().isEmpty();
    if (accounts || Boolean.TRUE.equals(request.includeLinkedAccounts())) {
      throw ServiceException.notImplemented("Linked accounts of DescribeLogGroups");
    }
    if (request.logGroupNamePrefix() != null && request.logGroupNamePattern() != null) {
      throw Failures.invalid(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
  }

  private static String query(DescribeLogGroupsRequest request, String prefix) {
    return Tables.key(
        "groups",
        prefix,
        String.valueOf(request.logGroupNamePrefix()),
        String.valueOf(request.logGroupNamePattern()),
        String.valueOf(request.logGroupClass()),
        String.valueOf(request.logGroupIdentifiers()));
  }

  private static Set<String> named(DescribeLogGroupsRequest request) {
    Set<String> names = new LinkedHashSet<>();
    if (request.logGroupIdentifiers() != null) {
      for (String identifier : request.logGroupIdentifiers()) {
        names.add(Arns.requested(null, identifier));
      }
    }
    return names;
  }

  private static boolean matches(
      LogGroup group, DescribeLogGroupsRequest request, Set<String> named) {
    String pattern = request.logGroupNamePattern() == null ? "" : request.logGroupNamePattern();
    String wanted = request.logGroupClass();
    return group.logGroupName().contains(pattern)
        && (wanted == null || wanted.equals(group.logGroupClass()))
        && (named.isEmpty() || named.contains(group.logGroupName()));
  }

  private static LogGroup described(String name, StoredGroup group) {
    String arn = Arns.group(name);
    return LogGroup.builder()
        .logGroupName(name)
        .arn(arn + ":*")
        .logGroupArn(arn)
        .creationTime(group.created())
        .retentionInDays(group.retentionDays())
        .metricFilterCount(0)
        .storedBytes(group.bytes())
        .logGroupClass(group.logClass())
        .deletionProtectionEnabled(group.deletionProtected())
        .build();
  }
}
