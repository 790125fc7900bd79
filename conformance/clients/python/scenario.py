"""The scenario, by boto3: bucket, 64 MiB in parts, train, deploy, predict, transform, delete.

usage: scenario.py storage|learning

The environment says where the server is and what to work with: AWS_ENDPOINT_URL, AWS_DEFAULT_REGION,
the AWS keys, SCENARIO_NAME (a prefix for every name), SCENARIO_PAYLOAD (a file of 64 MiB),
SCENARIO_TABLE (a CSV with a header line and the label first) and SCENARIO_FOLDER (for what is made).
"""

import hashlib
import json
import os
import sys
import time
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

NAME = os.environ["SCENARIO_NAME"]
FOLDER = os.environ["SCENARIO_FOLDER"]
BUCKET = NAME + "-bucket"
ROLE = NAME + "-role"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
XGBOOST = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
HYPERPARAMETERS = {
    "objective": "binary:logistic",
    "num_round": "20",
    "max_depth": "4",
    "eta": "0.3",
    "eval_metric": "auc",
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "sagemaker.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


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
        answer = call(**arguments)
    except ClientError as error:
        got = error.response["Error"]["Code"]
        expect(got == code, f"{code} expected, but {error}")
        return
    raise AssertionError(f"{code} expected, but {answer}")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(
            hashlib, "file_digest"
        ) else hashlib.sha256(file.read()).hexdigest()


def storage():
    s3 = client("s3")
    payload = os.environ["SCENARIO_PAYLOAD"]
    size = os.path.getsize(payload)

    step("create a bucket")
    s3.create_bucket(Bucket=BUCKET)
    s3.head_bucket(Bucket=BUCKET)
    expect(BUCKET in [b["Name"] for b in s3.list_buckets()["Buckets"]], "bucket is listed")

    step(f"upload {size} bytes in parts")
    s3.upload_file(payload, BUCKET, "big/payload.bin")
    head = s3.head_object(Bucket=BUCKET, Key="big/payload.bin")
    expect(head["ContentLength"] == size, f"length {head['ContentLength']}")
    expect("-" in head["ETag"], f"not uploaded in parts: {head['ETag']}")

    step("download and compare")
    copy = os.path.join(FOLDER, "copy.bin")
    s3.download_file(BUCKET, "big/payload.bin", copy)
    expect(digest(copy) == digest(payload), "what came back is not what was sent")
    os.remove(copy)
    piece = s3.get_object(Bucket=BUCKET, Key="big/payload.bin", Range="bytes=100-199")
    with open(payload, "rb") as file:
        file.seek(100)
        expect(piece["Body"].read() == file.read(100), "a range differs")

    step("awkward keys, metadata, list, presigned URL")
    for key in ["a//b", "x/../y", "100%2F", "grüße/ключ", "end "]:
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode(), Metadata={"kind": "awkward"})
        found = s3.get_object(Bucket=BUCKET, Key=key)
        expect(found["Body"].read() == key.encode(), f"{key!r} holds something else")
        expect(found["Metadata"] == {"kind": "awkward"}, f"metadata {found['Metadata']}")
    listed = [o["Key"] for o in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
    expect(len(listed) == 6 and "x/../y" in listed, f"listed {listed}")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "a//b"})
    with urllib.request.urlopen(url, timeout=10) as answer:
        expect(answer.read() == b"a//b", "presigned URL")

    step("delete objects and bucket")
    expect_error("BucketNotEmpty", s3.delete_bucket, Bucket=BUCKET)
    deleted = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": k} for k in listed]})
    expect(len(deleted["Deleted"]) == 6 and not deleted.get("Errors"), f"deleted {deleted}")
    s3.delete_bucket(Bucket=BUCKET)
    expect_error("404", s3.head_bucket, Bucket=BUCKET)


def table():
    """The rows of the table, each fifth for validation: (train, validation)."""
    with open(os.environ["SCENARIO_TABLE"]) as file:
        rows = [line.strip() for line in file][1:]
    train = [row for n, row in enumerate(rows) if n % 5 != 0]
    return train, rows[::5]


def right(predictions, rows):
    """The share of predictions on the side of one half where the label is."""
    hits = sum((float(p) > 0.5) == (row[0] == "1") for p, row in zip(predictions, rows))
    return hits / len(rows)


def wait(describe, field, ends, **arguments):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        found = describe(**arguments)
        if found[field] in ends:
            return found
        time.sleep(0.25)
    raise AssertionError(f"still {found[field]} after 90 s: {found}")


def channel(name):
    source = {"S3DataType": "S3Prefix", "S3Uri": f"s3://{BUCKET}/{name}/"}
    return {
        "ChannelName": name,
        "DataSource": {"S3DataSource": source},
        "ContentType": "text/csv",
    }


def learning():
    s3, sagemaker, runtime = client("s3"), client("sagemaker"), client("sagemaker-runtime")
    iam, logs = client("iam"), client("logs")

    step("who am I; a role for SageMaker")
    identity = client("sts").get_caller_identity()
    expect(identity["Arn"].endswith(":root"), f"identity {identity}")
    role = iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
    iam.attach_role_policy(RoleName=ROLE, PolicyArn=ADMINISTRATOR)

    step("upload the data")
    train, validation = table()
    features = [row.split(",", 1)[1] for row in validation]
    s3.create_bucket(Bucket=BUCKET)
    for key, rows in {
        "train/train.csv": train,
        "validation/validation.csv": validation,
        "batch/rows.csv": features,
    }.items():
        s3.put_object(Bucket=BUCKET, Key=key, Body="\n".join(rows) + "\n")

    step("train")
    job = NAME + "-job"
    sagemaker.create_training_job(
        TrainingJobName=job,
        RoleArn=role["Arn"],
        AlgorithmSpecification={"TrainingImage": XGBOOST, "TrainingInputMode": "File"},
        HyperParameters=HYPERPARAMETERS,
        InputDataConfig=[channel("train"), channel("validation")],
        OutputDataConfig={"S3OutputPath": f"s3://{BUCKET}/models"},
        ResourceConfig={
            "InstanceType": "ml.m5.large",
            "InstanceCount": 1,
            "VolumeSizeInGB": 5,
        },
        StoppingCondition={"MaxRuntimeInSeconds": 600},
        Tags=[{"Key": "scenario", "Value": NAME}],
    )
    trained = wait(
        sagemaker.describe_training_job,
        "TrainingJobStatus",
        {"Completed", "Failed", "Stopped"},
        TrainingJobName=job,
    )
    expect(trained["TrainingJobStatus"] == "Completed", trained.get("FailureReason"))
    metrics = {m["MetricName"]: m["Value"] for m in trained["FinalMetricDataList"]}
    expect(metrics["validation:auc"] > 0.97, f"metrics {metrics}")
    artifact = trained["ModelArtifacts"]["S3ModelArtifacts"]
    expect(artifact == f"s3://{BUCKET}/models/{job}/output/model.tar.gz", artifact)
    s3.head_object(Bucket=BUCKET, Key=artifact.split("/", 3)[3])
    group = "/aws/sagemaker/TrainingJobs"
    streams = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=job + "/")
    stream = streams["logStreams"][0]["logStreamName"]
    events = logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True)
    expect(any("auc" in e["message"] for e in events["events"]), f"logs {events}")
    jobs = sagemaker.list_training_jobs(NameContains=job)["TrainingJobSummaries"]
    expect([j["TrainingJobName"] for j in jobs] == [job], f"listed {jobs}")

    step("deploy")
    model, config, endpoint = NAME + "-model", NAME + "-config", NAME + "-endpoint"
    container = {"Image": XGBOOST, "ModelDataUrl": artifact}
    sagemaker.create_model(
        ModelName=model, ExecutionRoleArn=role["Arn"], PrimaryContainer=container
    )
    variant = {
        "VariantName": "AllTraffic",
        "ModelName": model,
        "InstanceType": "ml.m5.large",
        "InitialInstanceCount": 1,
    }
    sagemaker.create_endpoint_config(EndpointConfigName=config, ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName=endpoint, EndpointConfigName=config)
    deployed = wait(
        sagemaker.describe_endpoint,
        "EndpointStatus",
        {"InService", "Failed"},
        EndpointName=endpoint,
    )
    expect(deployed["EndpointStatus"] == "InService", deployed.get("FailureReason"))

    step("predict")
    answer = runtime.invoke_endpoint(
        EndpointName=endpoint, ContentType="text/csv", Body="\n".join(features)
    )
    expect(answer["InvokedProductionVariant"] == "AllTraffic", f"variant {answer}")
    predictions = answer["Body"].read().decode().replace(",", "\n").split()
    expect(len(predictions) == len(features), f"{len(predictions)} predictions")
    share = right(predictions, validation)
    expect(share > 0.93, f"only {share} right")

    step("transform")
    transform = NAME + "-transform"
    sagemaker.create_transform_job(
        TransformJobName=transform,
        ModelName=model,
        TransformInput={
            "DataSource": {
                "S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": f"s3://{BUCKET}/batch/"}
            },
            "ContentType": "text/csv",
            "SplitType": "Line",
        },
        TransformOutput={"S3OutputPath": f"s3://{BUCKET}/predicted", "AssembleWith": "Line"},
        TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1},
    )
    done = wait(
        sagemaker.describe_transform_job,
        "TransformJobStatus",
        {"Completed", "Failed", "Stopped"},
        TransformJobName=transform,
    )
    expect(done["TransformJobStatus"] == "Completed", done.get("FailureReason"))
    out = s3.get_object(Bucket=BUCKET, Key="predicted/rows.csv.out")["Body"].read().decode()
    batch = out.replace(",", "\n").split()
    expect(len(batch) == len(features), f"{len(batch)} rows of output")
    apart = max(abs(float(a) - float(b)) for a, b in zip(batch, predictions))
    expect(apart < 1e-6, f"batch and endpoint differ by {apart}")

    step("delete")
    sagemaker.delete_endpoint(EndpointName=endpoint)
    gone = {"EndpointName": endpoint}
    wait_gone(sagemaker.describe_endpoint, gone)
    sagemaker.delete_endpoint_config(EndpointConfigName=config)
    sagemaker.delete_model(ModelName=model)
    expect_error("ValidationException", sagemaker.describe_model, ModelName=model)
    iam.detach_role_policy(RoleName=ROLE, PolicyArn=ADMINISTRATOR)
    iam.delete_role(RoleName=ROLE)
    empty_and_delete(s3)


def wait_gone(describe, arguments):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            describe(**arguments)
        except ClientError as error:
            expect(error.response["Error"]["Code"] == "ValidationException", str(error))
            return
        time.sleep(0.25)
    raise AssertionError(f"{arguments} is still there after 30 s")


def empty_and_delete(s3):
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
        keys = [{"Key": found["Key"]} for found in page.get("Contents", [])]
        if keys:
            s3.delete_objects(Bucket=BUCKET, Delete={"Objects": keys})
    s3.delete_bucket(Bucket=BUCKET)


if __name__ == "__main__":
    {"storage": storage, "learning": learning}[sys.argv[1]]()
    print("done")
