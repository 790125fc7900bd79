"""Runs the example of README.md as it stands there; the checkout is the argument."""

import functools
import os
import re
import sys

import boto3

os.chdir(sys.argv[1])
blocks = re.findall(r"```python\n(.*?)```", open("README.md").read(), re.DOTALL)
example = next(block for block in blocks if "create_training_job" in block)

# A boto3 before 1.28 does not read AWS_ENDPOINT_URL.
boto3.client = functools.partial(boto3.client, endpoint_url=os.environ["AWS_ENDPOINT_URL"])
exec(compile(example, "README.md", "exec"))

job = boto3.client("sagemaker").describe_training_job(TrainingJobName="j")
assert job["TrainingJobStatus"] == "Completed", job
