"""Makes a model on an endpoint: model.py <url> <image> <data> <place|serve>.

place: puts some bytes where the data should be, for a model that only has to be described;
serve: makes an endpoint of it and waits until that is in service.
"""

import sys

import boto3

url, image, data, task = sys.argv[1:]
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


sagemaker = boto3.client("sagemaker", **aws)
if task == "place":
    bucket, key = data.removeprefix("s3://").split("/", 1)
    s3 = boto3.client("s3", **aws)
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key=key, Body=b"nothing that is served")
sagemaker.create_model(
    ModelName="bench",
    ExecutionRoleArn=role(),
    PrimaryContainer={"Image": image, "ModelDataUrl": data},
)
if task == "serve":
    sagemaker.create_endpoint_config(
        EndpointConfigName="bench",
        ProductionVariants=[
            {
                "VariantName": "all",
                "ModelName": "bench",
                "InitialInstanceCount": 1,
                "InstanceType": "ml.m5.large",
            }
        ],
    )
    sagemaker.create_endpoint(EndpointName="bench", EndpointConfigName="bench")
    waiter = sagemaker.get_waiter("endpoint_in_service")
    waiter.wait(EndpointName="bench", WaiterConfig={"Delay": 1, "MaxAttempts": 120})
