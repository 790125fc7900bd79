"""Keys, secrets and parameters, by boto3: KMS, Secrets Manager and SSM's Parameter Store.

The environment says where the server is and what to work with: AWS_ENDPOINT_URL, AWS_DEFAULT_REGION,
the AWS keys, SCENARIO_NAME (a prefix for every name).
"""

import hashlib
import os

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

NAME = os.environ["SCENARIO_NAME"]
CONTEXT = {"purpose": NAME}


def client(service):
    retries = Config(retries={"max_attempts": 1}, connect_timeout=10, read_timeout=60)
    return boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=retries)


def step(text):
    print("--", text, flush=True)


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def expect_error(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        expect(error.response["Error"]["Code"] == code, f"{error} instead of {code}")
        return error.response["Error"].get("Message", "")
    raise AssertionError(f"no {code}")


def encryption(kms):
    step("encrypt, decrypt, rotate, data keys")
    key = kms.create_key(Description=NAME, Tags=[{"TagKey": "a", "TagValue": "b"}])["KeyMetadata"]
    alias = "alias/" + NAME
    kms.create_alias(AliasName=alias, TargetKeyId=key["KeyId"])
    blob = kms.encrypt(KeyId=alias, Plaintext=b"hello", EncryptionContext=CONTEXT)["CiphertextBlob"]
    kms.rotate_key_on_demand(KeyId=key["KeyId"])
    opened = kms.decrypt(CiphertextBlob=blob, EncryptionContext=CONTEXT)
    expect(opened["Plaintext"] == b"hello" and opened["KeyId"] == key["Arn"], opened)
    expect_error("InvalidCiphertextException", kms.decrypt, CiphertextBlob=blob)
    made = kms.generate_data_key(KeyId=alias, KeySpec="AES_256")
    expect(kms.decrypt(CiphertextBlob=made["CiphertextBlob"])["Plaintext"] == made["Plaintext"], made)
    kms.disable_key(KeyId=key["KeyId"])
    message = expect_error("DisabledException", kms.encrypt, KeyId=alias, Plaintext=b"x")
    expect(message == key["Arn"] + " is disabled.", message)
    kms.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)
    state = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"]
    expect(state == "PendingDeletion", state)


def signatures(kms):
    step("sign and verify")
    key = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    digest = hashlib.sha256(b"hello").digest()
    signed = kms.sign(
        KeyId=key, Message=digest, MessageType="DIGEST", SigningAlgorithm="ECDSA_SHA_256"
    )["Signature"]
    valid = kms.verify(
        KeyId=key, Message=b"hello", Signature=signed, SigningAlgorithm="ECDSA_SHA_256"
    )["SignatureValid"]
    expect(valid, "the signature is not valid")
    expect_error(
        "KMSInvalidSignatureException",
        kms.verify,
        KeyId=key,
        Message=b"other",
        Signature=signed,
        SigningAlgorithm="ECDSA_SHA_256",
    )


def secrets(kms):
    step("secrets with versions")
    manager = client("secretsmanager")
    name = NAME + "/db"
    made = manager.create_secret(Name=name, SecretString="one")
    manager.put_secret_value(SecretId=name, SecretString="two")
    expect(manager.get_secret_value(SecretId=made["ARN"])["SecretString"] == "two", "current")
    previous = manager.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")
    expect(previous["SecretString"] == "one" and previous["VersionId"] == made["VersionId"], previous)
    expect(kms.describe_key(KeyId="alias/aws/secretsmanager")["KeyMetadata"]["KeyManager"] == "AWS", name)
    expect(len(manager.get_random_password(PasswordLength=20)["RandomPassword"]) == 20, "password")
    manager.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    expect_error("ResourceNotFoundException", manager.get_secret_value, SecretId=name)


def parameters():
    step("parameters in a hierarchy")
    ssm = client("ssm")
    root = "/" + NAME
    ssm.put_parameter(Name=root + "/plain", Value="1", Type="String")
    ssm.put_parameter(Name=root + "/deep/secret", Value="hush", Type="SecureString")
    ssm.put_parameter(Name=root + "/plain", Value="2", Type="String", Overwrite=True)
    ssm.label_parameter_version(Name=root + "/plain", ParameterVersion=1, Labels=["first"])
    expect(ssm.get_parameter(Name=root + "/plain:first")["Parameter"]["Value"] == "1", "label")
    pages = ssm.get_paginator("get_parameters_by_path").paginate(
        Path=root, Recursive=True, WithDecryption=True, PaginationConfig={"PageSize": 1}
    )
    found = {each["Name"]: each["Value"] for page in pages for each in page["Parameters"]}
    expect(found == {root + "/deep/secret": "hush", root + "/plain": "2"}, found)
    ssm.delete_parameters(Names=list(found))
    expect_error("ParameterNotFound", ssm.get_parameter, Name=root + "/plain")


def main():
    kms = client("kms")
    encryption(kms)
    signatures(kms)
    secrets(kms)
    parameters()


main()
