"""Makes a model on an endpoint, and serves it when told: model.py <url> <image> <data> [serve]."""

import sys

import boto3

url, image, data = sys.argv[1:4]
sagemaker = boto3.client(
    "sagemaker",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
sagemaker.create_model(
    ModelName="bench",
    ExecutionRoleArn="arn:aws:iam::000000000000:role/bench",
    PrimaryContainer={"Image": image, "ModelDataUrl": data},
)
if "serve" in sys.argv:
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
