"""Makes signed.txt: requests as botocore signs and sends them, at a fixed time, nothing sent.

Made with boto3 1.43.11. Run `python3 make_vectors.py > signed.txt` to make it again; the output is
the same each time. One record per request, fields as `name value`, a blank line after each:

  case      what it is
  service   the signing service expected ("s3" for Signature Version 2)
  request   method, raw path, raw query ("-" for none), tab-separated
  header    name, tab, value as UTF-8 (repeated)
  body      base64 of the body as sent
  content   base64 of the body as meant, where that differs

Keys: AKIDEXAMPLE / wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY, and ASIDEXAMPLE with the same secret
and the session token in TOKEN. The time is 2026-01-02T03:04:05Z.
"""

import base64
import datetime
import io
import random
import sys
import time
from urllib.parse import urlsplit

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.compat
import botocore.config
import botocore.credentials
import botocore.signers
import botocore.utils

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "FQoGZXIvYXdzEXAMPLE//token+with/odd=characters=="


UNSIGNED = ("user-agent", "transfer-encoding", "amz-sdk-invocation-id", "amz-sdk-request")


def fixed_now(remove_tzinfo=True):
    return NOW.replace(tzinfo=None) if remove_tzinfo else NOW


botocore.auth.get_current_datetime = fixed_now
time.time = NOW.timestamp
botocore.auth.formatdate = lambda **_: "Fri, 02 Jan 2026 03:04:05 GMT"


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def record(case, service, method, url, headers, body, content=None):
    parts = urlsplit(url)
    print("case", case)
    print("service", service)
    print("request", method, parts.path or "/", parts.query or "-", sep="\t")
    items = [(name, text(value)) for name, value in headers.items()]
    if not any(name.lower() == "host" for name, _ in items):
        items.append(("Host", parts.netloc))
    for name, value in items:
        if name.lower() not in UNSIGNED:
            print("header", name, value, sep="\t")
    if body is None:
        body = b""
    elif hasattr(body, "read"):
        body = body.read()
    elif isinstance(body, str):
        body = body.encode("utf-8")
    print("body", base64.b64encode(body).decode())
    if content is not None:
        print("content", base64.b64encode(content).decode())
    print()


class Captured(Exception):
    pass


def client(name, token=False, url="http://localhost:4566", **config):
    made = boto3.session.Session(
        "ASIDEXAMPLE" if token else "AKIDEXAMPLE", SECRET, TOKEN if token else None, "eu-west-1"
    ).client(
        name,
        endpoint_url=url,
        config=botocore.config.Config(retries={"total_max_attempts": 1}, **config),
    )
    return made


def call(case, service, made, operation, content=None, **parameters):
    def capture(request, **_):
        record(case, service, request.method, request.url, request.headers, request.body, content)
        raise Captured()

    made.meta.events.register_first("before-send", capture)
    try:
        getattr(made, operation)(**parameters)
    except Captured:
        pass
    finally:
        made.meta.events.unregister("before-send", capture)


KEYS = ["plain.txt", "a//b", "x/../y", "./dot", "with space", "plus+and%2F", "ümläut/☃", "tail/",
        "a=b&c?d#e", "~tilde!*'()", ":@$,;", "trailing "]


def s3_calls():
    for style in ("path", "virtual"):
        for token in (False, True):
            s3 = client("s3", token, signature_version="s3v4", s3={"addressing_style": style})
            for key in KEYS:
                call(f"s3 {style} get {key}", "s3", s3, "get_object", Bucket="photos", Key=key)
            call("s3 list", "s3", s3, "list_objects_v2", Bucket="photos", Prefix="a b/+ü&=",
                 Delimiter="/", MaxKeys=7, StartAfter="")
            call("s3 put", "s3", s3, "put_object", Bucket="photos", Key="k", Body=b"hello",
                 Metadata={"one": "two   three", "empty": ""}, ContentType="text/plain; a=b")
            call("s3 delete many", "s3", s3, "delete_objects", Bucket="photos",
                 Delete={"Objects": [{"Key": key} for key in KEYS]})
            call("s3 copy", "s3", s3, "copy_object", Bucket="photos", Key="k",
                 CopySource={"Bucket": "photos", "Key": "ü b"})
            call("s3 part", "s3", s3, "upload_part", Bucket="photos", Key="k", UploadId="u+/=",
                 PartNumber=3, Body=b"x" * 100, ChecksumAlgorithm="SHA256")
    data = bytes(random.Random(5).randrange(256) for _ in range(9000))
    for algorithm in ("CRC32", "SHA1", "SHA256"):
        s3 = client("s3", url="https://localhost:4566", s3={"addressing_style": "path"},
                    signature_version="s3v4")
        call(f"s3 trailer {algorithm}", "s3", s3, "put_object", Bucket="photos", Key="k",
             Body=io.BytesIO(data), ChecksumAlgorithm=algorithm, ContentEncoding="gzip",
             content=data)
    call("s3 unsigned payload", "s3",
         client("s3", url="https://localhost:4566", signature_version="s3v4",
                s3={"payload_signing_enabled": False}, request_checksum_calculation="when_required"),
         "put_object", Bucket="photos", Key="k", Body=b"data")


def s3_version_2():
    for style in ("path", "virtual"):
        for token in (False, True):
            s3 = client("s3", token, signature_version="s3", s3={"addressing_style": style})
            for key in KEYS:
                call(f"s3v2 {style} get {key}", "s3", s3, "get_object", Bucket="photos", Key=key)
            call("s3v2 put", "s3", s3, "put_object", Bucket="photos", Key="k", Body=b"hello",
                 Metadata={"b": "2", "a": "1"}, ContentType="text/plain")
            call("s3v2 uploads", "s3", s3, "create_multipart_upload", Bucket="photos", Key="k")
            call("s3v2 list", "s3", s3, "list_objects", Bucket="photos", Prefix="p")


def presigned():
    for version in ("s3", "s3v4"):
        for style in ("path", "virtual"):
            for token in (False, True):
                s3 = client("s3", token, signature_version=version,
                            s3={"addressing_style": style})
                for key in KEYS:
                    url = s3.generate_presigned_url(
                        "get_object", {"Bucket": "photos", "Key": key}, 300)
                    record(f"presigned {version} {style} {key}", "s3", "GET", url, {}, None)
                url = s3.generate_presigned_url(
                    "get_object", {"Bucket": "photos", "Key": "k", "VersionId": "v+1",
                                   "ResponseContentDisposition": 'attachment; filename="a b.txt"',
                                   "ResponseContentType": "text/plain"}, 300)
                record(f"presigned {version} response headers", "s3", "GET", url, {}, None)
                url = s3.generate_presigned_url(
                    "put_object", {"Bucket": "photos", "Key": "k", "ACL": "public-read",
                                   "Metadata": {"who": "me"}}, 604800)
                headers = {"x-amz-acl": "public-read", "x-amz-meta-who": "me"}
                sent = headers if "SignedHeaders=host%3Bx-amz-acl" in url else {}
                record(f"presigned {version} put", "s3", "PUT", url, sent, b"data")
    url = client("sts", True).generate_presigned_url(
        "get_caller_identity", {}, 600, HttpMethod="GET")
    record("presigned sts", "sts", "GET", url, {}, None)


def services():
    for token in (False, True):
        call("sts", "sts", client("sts", token), "get_caller_identity")
        call("iam", "iam", client("iam", token), "create_role", RoleName="r",
             AssumeRolePolicyDocument='{"a": "b c+d"}', Path="/ü/")
        call("sagemaker", "sagemaker", client("sagemaker", token), "list_training_jobs",
             NameContains="ü")
        call("runtime", "sagemaker", client("sagemaker-runtime", token), "invoke_endpoint",
             EndpointName="name", Body=b"1,2,3", ContentType="text/csv",
             CustomAttributes="a   b")
        call("logs", "logs", client("logs", token), "put_log_events", logGroupName="g",
             logStreamName="s", logEvents=[{"timestamp": 1, "message": "m"}])
        call("lambda", "lambda", client("lambda", token), "get_function",
             FunctionName="arn:aws:lambda:eu-west-1:000000000000:function:f b", Qualifier="1")
        call("bedrock", "bedrock", client("bedrock-runtime", token), "invoke_model",
             modelId="meta.llama3:0/ü ~", body=b"{}")
    data = [{"MetricName": f"name{i}", "Value": i} for i in range(1000)]
    call("cloudwatch gzip", "monitoring", client("cloudwatch"), "put_metric_data",
         Namespace="n", MetricData=data)


def odd_requests():
    source = random.Random(1)
    alphabet = "abcXYZ019-._~/ /%+=&;:@!$'()*,ü☃é"
    for i in range(300):
        s3 = i % 2 == 0
        path = "/" + "".join(source.choice(alphabet) for _ in range(source.randrange(20)))
        path = botocore.compat.quote(path, safe="/~")
        pairs = [
            tuple("".join(source.choice(alphabet) for _ in range(source.randrange(1, 6)))
                  for _ in range(2))
            for _ in range(source.randrange(5))
        ]
        pairs += pairs[:1]
        query = "&".join(
            f"{botocore.compat.quote(n, safe='-_.~')}={botocore.compat.quote(v, safe='-_.~')}"
            for n, v in pairs)
        body = bytes(source.randrange(256) for _ in range(source.randrange(50)))
        request = botocore.awsrequest.AWSRequest(
            method=source.choice(["GET", "PUT", "POST", "DELETE", "PATCH"]),
            url="https://host.example.com" + path + ("?" + query if query else ""),
            data=body,
            headers={"X-Custom": "  a   b\tc ", "Content-Type": "text/é; q=1"},
        )
        signer = botocore.auth.S3SigV4Auth if s3 else botocore.auth.SigV4Auth
        service = "s3" if s3 else "execute-api"
        token = TOKEN if i % 3 == 0 else None
        signer(
            botocore.credentials.Credentials("ASIDEXAMPLE" if token else "AKIDEXAMPLE", SECRET,
                                             token), service, "eu-west-1").add_auth(request)
        record(f"odd {i}", service, request.method, request.url, request.headers, body)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    s3_calls()
    s3_version_2()
    presigned()
    services()
    odd_requests()
