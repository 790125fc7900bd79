"""Users with devices, roles, simulation, and an organization whose policies limit an account.

The environment says where the server is and what to work with, as for scenario.py.
"""

import base64
import hashlib
import hmac
import json
import os
import struct
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

NAME = os.environ["SCENARIO_NAME"]
READ = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}],
}


def client(service, credentials=None):
    keys = {}
    if credentials:
        keys = {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials.get("SessionToken"),
        }
    retries = Config(retries={"max_attempts": 1}, connect_timeout=10, read_timeout=60)
    return boto3.client(
        service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=retries, **keys
    )


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        expect(error.response["Error"]["Code"] == code, f"{error}, not {code}")
        return error.response["Error"]["Message"]
    raise AssertionError(f"not refused with {code}")


def code(seed, steps=0):
    """What an authenticator shows (RFC 6238)."""
    key = base64.b32decode(seed)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1)
    offset = digest.digest()[-1] & 15
    number = struct.unpack(">I", digest.digest()[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1000000:06}"


def device(iam, user):
    made = iam.create_virtual_mfa_device(VirtualMFADeviceName=user)["VirtualMFADevice"]
    seed = made["Base32StringSeed"]
    iam.enable_mfa_device(
        UserName=user,
        SerialNumber=made["SerialNumber"],
        AuthenticationCode1=code(seed, -1),
        AuthenticationCode2=code(seed, 0),
    )
    return made["SerialNumber"], seed


def people():
    iam = client("iam")
    user = NAME + "-ann"
    iam.create_user(UserName=user)
    iam.put_user_policy(UserName=user, PolicyName="own", PolicyDocument=json.dumps(READ))
    keys = iam.create_access_key(UserName=user)["AccessKey"]
    client("s3", keys).list_buckets()
    refused("AccessDenied", client("iam", keys).list_users)
    serial, seed = device(iam, user)
    arn = iam.get_user(UserName=user)["User"]["Arn"]
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": arn},
                "Action": "sts:AssumeRole",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            }
        ],
    }
    role = iam.create_role(
        RoleName=NAME + "-role", AssumeRolePolicyDocument=json.dumps(trust)
    )["Role"]["Arn"]
    sts = client("sts", keys)
    refused("AccessDenied", sts.assume_role, RoleArn=role, RoleSessionName="s1")
    session = sts.assume_role(
        RoleArn=role, RoleSessionName="s1", SerialNumber=serial, TokenCode=code(seed, 1)
    )
    who = client("sts", session["Credentials"]).get_caller_identity()
    expect(who["Arn"].endswith(f":assumed-role/{NAME}-role/s1"), who)
    message = refused("AccessDenied", client("s3", session["Credentials"]).list_buckets)
    expect("is not authorized to perform: s3:ListAllMyBuckets" in message, message)
    token = client("sts").get_session_token()["Credentials"]
    refused("InvalidClientTokenId", client("iam", token).get_user)
    results = iam.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=["s3:ListAllMyBuckets", "s3:PutObject"]
    )["EvaluationResults"]
    decisions = [result["EvalDecision"] for result in results]
    expect(decisions == ["allowed", "implicitDeny"], decisions)
    iam.generate_credential_report()
    report = iam.get_credential_report()["Content"].decode()
    expect(user in report, report)
    details = iam.get_account_authorization_details(Filter=["User"])["UserDetailList"]
    expect(arn in [each["Arn"] for each in details], details)


def organization():
    organizations = client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    unit = organizations.create_organizational_unit(ParentId=root, Name="ml")
    unit = unit["OrganizationalUnit"]["Id"]
    status = organizations.create_account(AccountName="dev", Email="dev@example.com")
    account = status["CreateAccountStatus"]["AccountId"]
    organizations.move_account(
        AccountId=account, SourceParentId=root, DestinationParentId=unit
    )
    role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
    session = client("sts").assume_role(RoleArn=role, RoleSessionName="admin")["Credentials"]
    iam = client("iam", session)
    iam.create_user(UserName="bob")
    client("s3", session).list_buckets()
    deny = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}],
    }
    policy = organizations.create_policy(
        Name="no-s3",
        Description="",
        Type="SERVICE_CONTROL_POLICY",
        Content=json.dumps(deny),
    )["Policy"]["PolicySummary"]["Id"]
    organizations.attach_policy(PolicyId=policy, TargetId=unit)
    message = refused("AccessDenied", client("s3", session).list_buckets)
    expect("explicit deny in a service control policy" in message, message)
    iam.get_user(UserName="bob")
    client("s3").list_buckets()
    organizations.detach_policy(PolicyId=policy, TargetId=unit)
    client("s3", session).list_buckets()


people()
organization()
