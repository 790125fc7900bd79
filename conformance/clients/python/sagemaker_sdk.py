"""The calls that the SageMaker Python SDK v2 makes in fit, deploy, predict, transform and delete, in its
order and with its arguments: an estimator of a built-in algorithm, fed by record_set().

The SDK itself is not needed, boto3 is. The environment is that of scenario.py.
"""

import json
import os
import struct
import time
from datetime import timedelta

import boto3

from scenario import client, expect, right, step, table, wait

REGION = os.environ["AWS_DEFAULT_REGION"]
IMAGE = f"382416733822.dkr.ecr.{REGION}.amazonaws.com/linear-learner:1"
GROUP = "/aws/sagemaker/TrainingJobs"
RECORDIO_MAGIC = 0xCED7230A
PROTOBUF = "application/x-recordio-protobuf"


# --- RecordIO-protobuf, as sagemaker.amazon.common writes and reads it -------------------------------


def varint(number):
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def tensor(values):
    """A map entry "values" that holds a Float32Tensor."""
    packed = field(1, struct.pack(f"<{len(values)}f", *values))
    return field(1, b"values") + field(2, field(2, packed))


def records(rows, labels=None):
    """Rows of numbers as records, with their labels if any."""
    written = bytearray()
    for n, row in enumerate(rows):
        record = field(1, tensor(row))
        if labels is not None:
            record += field(2, tensor([labels[n]]))
        written += struct.pack("<II", RECORDIO_MAGIC, len(record))
        written += record + b"\0" * (-len(record) % 4)
    return bytes(written)


def fields(message):
    """The fields of a protobuf message whose fields are all of the length-delimited kind."""
    at = 0
    while at < len(message):
        tag, at = read_varint(message, at)
        expect(tag & 7 == 2, f"wire type {tag & 7}")
        length, at = read_varint(message, at)
        yield tag >> 3, message[at : at + length]
        at += length


def read_varint(message, at):
    number = shift = 0
    while True:
        number |= (message[at] & 127) << shift
        shift += 7
        at += 1
        if message[at - 1] < 128:
            return number, at


def answers(body, name):
    """The number of that name in the label of each record."""
    at = 0
    while at < len(body):
        magic, length = struct.unpack_from("<II", body, at)
        expect(magic == RECORDIO_MAGIC, "no record begins here")
        record = body[at + 8 : at + 8 + length]
        for number, entry in fields(record):
            entry = dict(fields(entry))
            if number == 2 and entry[1] == name.encode():
                values = dict(fields(dict(fields(entry[2]))[2]))[1]
                yield struct.unpack("<f", values)[0]
        at += 8 + length + -length % 4


# --- What the SDK does ------------------------------------------------------------------------------


def default_bucket(account):
    """sagemaker.Session.default_bucket()"""
    name = f"sagemaker-{REGION}-{account}"
    s3 = boto3.resource("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    if s3.Bucket(name).creation_date is None:
        s3.create_bucket(Bucket=name)
        s3.meta.client.get_waiter("bucket_exists").wait(
            Bucket=name, WaiterConfig={"Delay": 1, "MaxAttempts": 5}
        )
    s3.meta.client.head_bucket(Bucket=name, ExpectedBucketOwner=account)
    return s3, name


def record_set(s3, bucket, prefix, rows, labels, shards):
    """AmazonAlgorithmEstimatorBase.record_set(): shards and a manifest; returns the manifest's URI."""
    size = -(-len(rows) // shards)
    names = []
    for shard in range(shards):
        part = slice(shard * size, (shard + 1) * size)
        names.append(f"matrix_{shard}.pbr")
        s3.Object(bucket, f"{prefix}/{names[-1]}").put(Body=records(rows[part], labels[part]))
    manifest = json.dumps([{"prefix": f"s3://{bucket}/{prefix}/"}] + names)
    s3.Object(bucket, f"{prefix}/.amazon.manifest").put(Body=manifest)
    return f"s3://{bucket}/{prefix}/.amazon.manifest"


def fit(sagemaker, logs, job, role, bucket, manifest, features):
    """estimator.fit(wait=True, logs=True)"""
    sagemaker.create_training_job(
        TrainingJobName=job,
        AlgorithmSpecification={"TrainingInputMode": "File", "TrainingImage": IMAGE},
        OutputDataConfig={"S3OutputPath": f"s3://{bucket}/"},
        StoppingCondition={"MaxRuntimeInSeconds": 86400},
        ResourceConfig={
            "VolumeSizeInGB": 30,
            "InstanceCount": 1,
            "InstanceType": "ml.m5.large",
        },
        InputDataConfig=[
            {
                "DataSource": {
                    "S3DataSource": {
                        "S3DataType": "ManifestFile",
                        "S3Uri": manifest,
                        "S3DataDistributionType": "ShardedByS3Key",
                    }
                },
                "ChannelName": "train",
            }
        ],
        HyperParameters={
            "predictor_type": "binary_classifier",
            "epochs": "15",
            "feature_dim": str(features),
            "mini_batch_size": "50",
        },
        RoleArn=role,
        DebugHookConfig={"S3OutputPath": f"s3://{bucket}/", "CollectionConfigurations": []},
        ProfilerConfig={"S3OutputPath": f"s3://{bucket}/", "DisableProfiler": True},
    )
    lines, token, streams = [], None, []
    deadline = time.monotonic() + 120
    while True:
        expect(time.monotonic() < deadline, "the job does not end")
        description = sagemaker.describe_training_job(TrainingJobName=job)
        ended = description["TrainingJobStatus"] in ("Completed", "Failed", "Stopped")
        try:
            streams = logs.describe_log_streams(
                logGroupName=GROUP,
                logStreamNamePrefix=job + "/",
                orderBy="LogStreamName",
                limit=1,
            )["logStreams"]
        except logs.exceptions.ResourceNotFoundException:
            streams = []
        if streams:
            token = log_events(logs, streams[0]["logStreamName"], token, lines)
        if ended:
            break
        time.sleep(0.25)
    expect(description["TrainingJobStatus"] == "Completed", description.get("FailureReason"))
    expect(any("#quality_metric" in line for line in lines), f"log: {lines}")
    return description


def log_events(logs, stream, token, lines):
    """sagemaker.logs.log_stream(): reads until no more comes."""
    while True:
        more = {"nextToken": token} if token else {}
        events = logs.get_log_events(
            logGroupName=GROUP, logStreamName=stream, startFromHead=True, **more
        )
        token = events["nextForwardToken"]
        lines += [event["message"] for event in events["events"]]
        if not events["events"]:
            return token


def analytics(cloudwatch, description):
    """TrainingJobAnalytics(job).dataframe()"""
    names = [m["Name"] for m in description["AlgorithmSpecification"]["MetricDefinitions"]]
    expect("train:objective_loss" in names, f"metrics {names}")
    start, end = description["TrainingStartTime"], description["TrainingEndTime"]
    points = cloudwatch.get_metric_statistics(
        Namespace=GROUP,
        MetricName="train:objective_loss",
        Dimensions=[{"Name": "TrainingJobName", "Value": description["TrainingJobName"]}],
        StartTime=start - timedelta(minutes=1),
        EndTime=end + timedelta(minutes=1),
        Period=60,
        Statistics=["Average"],
    )["Datapoints"]
    expect(points and all("Average" in point for point in points), f"points {points}")


def deploy(sagemaker, name, role, artifact):
    """estimator.deploy()"""
    sagemaker.create_model(
        ModelName=name,
        ExecutionRoleArn=role,
        PrimaryContainer={"Image": IMAGE, "Environment": {}, "ModelDataUrl": artifact},
        EnableNetworkIsolation=False,
    )
    variant = {
        "ModelName": name,
        "VariantName": "AllTraffic",
        "InitialVariantWeight": 1,
        "InitialInstanceCount": 1,
        "InstanceType": "ml.m5.large",
    }
    sagemaker.create_endpoint_config(
        EndpointConfigName=name, ProductionVariants=[variant], Tags=[]
    )
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name, Tags=[])
    ends = {"InService", "Failed"}
    found = wait(sagemaker.describe_endpoint, "EndpointStatus", ends, EndpointName=name)
    expect(found["EndpointStatus"] == "InService", found.get("FailureReason"))


def transform(sagemaker, s3, name, bucket, rows):
    """transformer.transform(split_type="Line") of a transformer that accepts JSON lines"""
    lines = "\n".join(",".join(map(str, row)) for row in rows)
    s3.Object(bucket, f"{name}/in/rows.csv").put(Body=lines)
    sagemaker.create_transform_job(
        TransformJobName=name,
        ModelName=name,
        TransformInput={
            "DataSource": {
                "S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": f"s3://{bucket}/{name}/in"}
            },
            "ContentType": "text/csv",
            "SplitType": "Line",
        },
        TransformOutput={
            "S3OutputPath": f"s3://{bucket}/{name}/out",
            "AssembleWith": "Line",
            "Accept": "application/jsonlines",
        },
        TransformResources={"InstanceCount": 1, "InstanceType": "ml.m5.large"},
    )
    ends = {"Completed", "Failed", "Stopped"}
    found = wait(
        sagemaker.describe_transform_job, "TransformJobStatus", ends, TransformJobName=name
    )
    expect(found["TransformJobStatus"] == "Completed", found.get("FailureReason"))
    out = s3.Object(bucket, f"{name}/out/rows.csv.out").get()["Body"].read().decode()
    return [json.loads(line)["score"] for line in out.splitlines()]


def delete(sagemaker, name):
    """predictor.delete_model() and delete_endpoint()"""
    config = sagemaker.describe_endpoint(EndpointName=name)["EndpointConfigName"]
    variants = sagemaker.describe_endpoint_config(EndpointConfigName=config)
    for variant in variants["ProductionVariants"]:
        sagemaker.delete_model(ModelName=variant["ModelName"])
    sagemaker.delete_endpoint_config(EndpointConfigName=config)
    sagemaker.delete_endpoint(EndpointName=name)


def execution_role():
    """A role as the console makes it; its policy covers buckets with sagemaker in their names."""
    iam, role = client("iam"), "AmazonSageMaker-ExecutionRole-" + os.environ["SCENARIO_NAME"]
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    made = iam.create_role(
        RoleName=role, Path="/service-role/", AssumeRolePolicyDocument=json.dumps(trust)
    )
    policy = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"
    iam.attach_role_policy(RoleName=role, PolicyArn=policy)
    return made["Role"]["Arn"]


def main():
    sagemaker, runtime, logs = client("sagemaker"), client("sagemaker-runtime"), client("logs")
    name = os.environ["SCENARIO_NAME"]
    train, validation = table()
    numbers = [[float(cell) for cell in row.split(",")] for row in train]
    asked = [[float(cell) for cell in row.split(",")[1:]] for row in validation]

    step("default bucket")
    account = client("sts").get_caller_identity()["Account"]
    role = execution_role()
    s3, bucket = default_bucket(account)

    step("record_set, fit")
    rows, labels = [row[1:] for row in numbers], [row[0] for row in numbers]
    manifest = record_set(s3, bucket, f"{name}/data", rows, labels, 3)
    description = fit(sagemaker, logs, name, role, bucket, manifest, len(rows[0]))
    artifact = description["ModelArtifacts"]["S3ModelArtifacts"]

    step("analytics, search")
    analytics(client("cloudwatch"), description)
    found = sagemaker.search(
        Resource="TrainingJob",
        SearchExpression={
            "Filters": [
                {
                    "Name": "ModelArtifacts.S3ModelArtifacts",
                    "Operator": "Equals",
                    "Value": artifact,
                }
            ]
        },
    )["Results"]
    expect([f["TrainingJob"]["TrainingJobName"] for f in found] == [name], f"found {found}")

    step("deploy, predict")
    deploy(sagemaker, name, role, artifact)
    body = runtime.invoke_endpoint(
        EndpointName=name, ContentType=PROTOBUF, Accept=PROTOBUF, Body=records(asked)
    )["Body"].read()
    scores = list(answers(body, "score"))
    expect(len(scores) == len(asked), f"{len(scores)} answers to {len(asked)} rows")
    expect(right(scores, validation) > 0.93, f"only {right(scores, validation)} right")

    step("transform")
    batch = transform(sagemaker, s3, name, bucket, asked)
    apart = max(abs(a - b) for a, b in zip(batch, scores))
    expect(len(batch) == len(scores) and apart < 1e-5, f"batch and endpoint differ by {apart}")

    step("delete")
    delete(sagemaker, name)
    s3.Bucket(bucket).objects.all().delete()
    s3.Bucket(bucket).delete()


if __name__ == "__main__":
    main()
    print("done")
