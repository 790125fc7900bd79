"""Puts 64 MiB into each of two endpoints by turns; prints MiB/s, a line for each endpoint."""

import os
import sys
import time

import boto3
from botocore.config import Config

SIZE = 64 << 20
endpoints, rounds = sys.argv[1:3], int(sys.argv[3])
body = os.urandom(SIZE)
clients = []
for url in endpoints:
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0}),
    )
    client.create_bucket(Bucket="bench-put-64m")
    client.put_object(Bucket="bench-put-64m", Key="object", Body=body)
    clients.append(client)
rates = [[] for _ in endpoints]
for _ in range(rounds):
    for client, found in zip(clients, rates):
        begun = time.perf_counter()
        client.put_object(Bucket="bench-put-64m", Key="object", Body=body)
        found.append(SIZE / (1 << 20) / (time.perf_counter() - begun))
for found in rates:
    print(*(f"{rate:.2f}" for rate in found))
