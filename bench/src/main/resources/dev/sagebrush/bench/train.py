"""Trains on an endpoint: train.py <url> <csv> <image> <times> [name=value]...

Prints the seconds from CreateTrainingJob to the status Completed, a line for each job. The upload
comes before and is not part of it.
"""

import os
import sys
import time

import boto3

url, path, image, times = sys.argv[1:5]
parameters = dict(word.split("=", 1) for word in sys.argv[5:])
aws = dict(
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)


def role():
    """A role that SageMaker may take on, made when it is not there."""
    iam = boto3.client("iam", **aws)
    try:
        return iam.get_role(RoleName="bench")["Role"]["Arn"]
    except iam.exceptions.NoSuchEntityException:
        trust = (
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",'
            '"Principal":{"Service":"sagemaker.amazonaws.com"}}}'
        )
        made = iam.create_role(RoleName="bench", AssumeRolePolicyDocument=trust)
        administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
        try:
            iam.attach_role_policy(RoleName="bench", PolicyArn=administrator)
        except iam.exceptions.NoSuchEntityException:
            print("moto knows none of the policies of AWS", file=sys.stderr)
        return made["Role"]["Arn"]


s3, sagemaker = boto3.client("s3", **aws), boto3.client("sagemaker", **aws)
bucket = "bench-train"
arn = role()
s3.create_bucket(Bucket=bucket)
s3.upload_file(path, bucket, "train/data.csv")
unlabelled = ";label_size=0" if "k" in parameters else ""
for number in range(int(times)):
    name = f"bench-{os.getpid()}-{number}"
    begun = time.perf_counter()
    sagemaker.create_training_job(
        TrainingJobName=name,
        RoleArn=arn,
        AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
        HyperParameters=parameters,
        InputDataConfig=[
            {
                "ChannelName": "train",
                "ContentType": "text/csv" + unlabelled,
                "DataSource": {
                    "S3DataSource": {
                        "S3DataType": "S3Prefix",
                        "S3Uri": f"s3://{bucket}/train/",
                        "S3DataDistributionType": "FullyReplicated",
                    }
                },
            }
        ],
        OutputDataConfig={"S3OutputPath": f"s3://{bucket}/out"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5},
        StoppingCondition={"MaxRuntimeInSeconds": 600},
    )
    while True:
        job = sagemaker.describe_training_job(TrainingJobName=name)
        if job["TrainingJobStatus"] != "InProgress":
            break
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    if job["TrainingJobStatus"] != "Completed":
        sys.exit(f"{name} has ended as {job['TrainingJobStatus']}: {job.get('FailureReason')}")
    print(f"{seconds:.4f}", job["ModelArtifacts"]["S3ModelArtifacts"], flush=True)
