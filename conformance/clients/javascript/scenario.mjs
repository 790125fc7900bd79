// The scenario, by the SDK for JavaScript: bucket, 64 MiB in parts, train, deploy, predict, transform,
// delete.
//
// usage: node scenario.mjs storage|learning
//
// The environment says where the server is and what to work with: see ../python/scenario.py.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";

import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { IAM } from "@aws-sdk/client-iam";
import { S3, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import {
  SageMaker,
  waitUntilEndpointDeleted,
  waitUntilEndpointInService,
  waitUntilTrainingJobCompletedOrStopped,
  waitUntilTransformJobCompletedOrStopped,
} from "@aws-sdk/client-sagemaker";
import { SageMakerRuntime } from "@aws-sdk/client-sagemaker-runtime";
import { STS } from "@aws-sdk/client-sts";
import { Upload } from "@aws-sdk/lib-storage";

const { SCENARIO_NAME: name, SCENARIO_PAYLOAD: payload, SCENARIO_TABLE: table } = process.env;
const Bucket = `${name}-bucket`;
const settings = { endpoint: process.env.AWS_ENDPOINT_URL, maxAttempts: 1 };
const s3 = new S3({ ...settings, forcePathStyle: true });
const image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";

const step = (text) => console.log("--", text);

async function digest(stream) {
  const hash = createHash("sha256");
  for await (const piece of stream) hash.update(piece);
  return hash.digest("hex");
}

async function storage() {
  const size = statSync(payload).size;
  const Key = "big/payload.bin";

  step("create a bucket");
  await s3.createBucket({ Bucket });
  await s3.headBucket({ Bucket });
  assert((await s3.listBuckets({})).Buckets.some((bucket) => bucket.Name === Bucket));

  step(`upload ${size} bytes in parts`);
  const Body = createReadStream(payload);
  await new Upload({ client: s3, params: { Bucket, Key, Body }, partSize: 8 << 20 }).done();
  const head = await s3.headObject({ Bucket, Key });
  assert.equal(head.ContentLength, size);
  assert.match(head.ETag, /-8"$/);

  step("download and compare");
  const back = await s3.getObject({ Bucket, Key });
  assert.equal(await digest(back.Body), await digest(createReadStream(payload)));
  const piece = await s3.getObject({ Bucket, Key, Range: "bytes=100-199" });
  assert.deepEqual(
    Buffer.from(await piece.Body.transformToByteArray()),
    readFileSync(payload).subarray(100, 200),
  );

  step("awkward keys, metadata, list");
  for (const key of ["a//b", "x/../y", "100%2F", "grüße/ключ", "end "]) {
    await s3.putObject({ Bucket, Key: key, Body: key, Metadata: { kind: "awkward" } });
    const found = await s3.getObject({ Bucket, Key: key });
    assert.equal(await found.Body.transformToString(), key);
    assert.deepEqual(found.Metadata, { kind: "awkward" });
  }
  const listed = (await s3.listObjectsV2({ Bucket })).Contents.map((object) => object.Key);
  assert.equal(listed.length, 6);
  assert(listed.includes("x/../y"));

  step("delete objects and bucket");
  await assert.rejects(s3.deleteBucket({ Bucket }), { name: "BucketNotEmpty" });
  await emptyAndDelete(6);
  await assert.rejects(s3.headBucket({ Bucket }), { name: "NotFound" });
}

async function emptyAndDelete(expected) {
  let deleted = 0;
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    const Objects = (page.Contents ?? []).map(({ Key }) => ({ Key }));
    if (Objects.length === 0) continue;
    const answer = await s3.deleteObjects({ Bucket, Delete: { Objects } });
    assert.equal(answer.Errors, undefined);
    deleted += answer.Deleted.length;
  }
  if (expected !== undefined) assert.equal(deleted, expected);
  await s3.deleteBucket({ Bucket });
}

/** The share of predictions on the side of one half where the label is. */
function right(predictions, rows) {
  const hits = predictions.filter((p, n) => Number(p) > 0.5 === rows[n].startsWith("1,"));
  return hits.length / rows.length;
}

const numbers = (text) => text.split(/[\s,]+/).filter((word) => word !== "");

const channel = (ChannelName) => ({
  ChannelName,
  ContentType: "text/csv",
  DataSource: {
    S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${Bucket}/${ChannelName}/` },
  },
});

const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

async function createRole() {
  assert.match((await new STS(settings).getCallerIdentity({})).Arn, /:root$/);
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const role = { RoleName: `${name}-role`, AssumeRolePolicyDocument: JSON.stringify(trust) };
  const iam = new IAM(settings);
  const { Role } = await iam.createRole(role);
  await iam.attachRolePolicy({ RoleName: role.RoleName, PolicyArn: administrator });
  return Role.Arn;
}

async function uploadData() {
  const rows = readFileSync(table, "utf8").trim().split("\n").slice(1);
  const validation = rows.filter((_, n) => n % 5 === 0);
  const features = validation.map((row) => row.slice(row.indexOf(",") + 1)).join("\n");
  await s3.createBucket({ Bucket });
  for (const [Key, Body] of Object.entries({
    "train/train.csv": rows.filter((_, n) => n % 5 !== 0).join("\n"),
    "validation/validation.csv": validation.join("\n"),
    "batch/rows.csv": features + "\n",
  })) {
    await s3.putObject({ Bucket, Key, Body });
  }
  return { validation, features };
}

const patience = (client) => ({ client, maxWaitTime: 90, minDelay: 1, maxDelay: 1 });

async function train(sagemaker, RoleArn) {
  const TrainingJobName = `${name}-job`;
  await sagemaker.createTrainingJob({
    TrainingJobName,
    RoleArn,
    AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
    HyperParameters: {
      objective: "binary:logistic",
      num_round: "20",
      max_depth: "4",
      eta: "0.3",
      eval_metric: "auc",
    },
    InputDataConfig: [channel("train"), channel("validation")],
    OutputDataConfig: { S3OutputPath: `s3://${Bucket}/models` },
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
  });
  await waitUntilTrainingJobCompletedOrStopped(patience(sagemaker), { TrainingJobName });
  const job = await sagemaker.describeTrainingJob({ TrainingJobName });
  assert.equal(job.TrainingJobStatus, "Completed", job.FailureReason);
  const auc = job.FinalMetricDataList.find((metric) => metric.MetricName === "validation:auc");
  assert(auc.Value > 0.97, `validation:auc is ${auc.Value}`);
  assert(job.CreationTime instanceof Date && job.TrainingEndTime >= job.TrainingStartTime);

  const logs = new CloudWatchLogs(settings);
  const logGroupName = "/aws/sagemaker/TrainingJobs";
  const { logStreams } = await logs.describeLogStreams({
    logGroupName,
    logStreamNamePrefix: `${TrainingJobName}/`,
  });
  const { logStreamName } = logStreams[0];
  const { events } = await logs.getLogEvents({ logGroupName, logStreamName, startFromHead: true });
  assert(events.some((event) => event.message.includes("auc")));
  return job.ModelArtifacts.S3ModelArtifacts;
}

async function deploy(sagemaker, ExecutionRoleArn, ModelDataUrl) {
  const ModelName = `${name}-model`;
  const EndpointConfigName = `${name}-config`;
  const EndpointName = `${name}-endpoint`;
  const PrimaryContainer = { Image: image, ModelDataUrl };
  await sagemaker.createModel({ ModelName, ExecutionRoleArn, PrimaryContainer });
  const variant = {
    VariantName: "AllTraffic",
    ModelName,
    InstanceType: "ml.m5.large",
    InitialInstanceCount: 1,
  };
  await sagemaker.createEndpointConfig({ EndpointConfigName, ProductionVariants: [variant] });
  await sagemaker.createEndpoint({ EndpointName, EndpointConfigName });
  await waitUntilEndpointInService(patience(sagemaker), { EndpointName });
}

async function predict({ validation, features }) {
  const answer = await new SageMakerRuntime(settings).invokeEndpoint({
    EndpointName: `${name}-endpoint`,
    ContentType: "text/csv",
    Body: features,
  });
  assert.equal(answer.InvokedProductionVariant, "AllTraffic");
  const predictions = numbers(new TextDecoder().decode(answer.Body));
  assert.equal(predictions.length, validation.length);
  assert(right(predictions, validation) > 0.93, `only ${right(predictions, validation)} right`);
  return predictions;
}

async function transform(sagemaker, predictions) {
  const TransformJobName = `${name}-transform`;
  await sagemaker.createTransformJob({
    TransformJobName,
    ModelName: `${name}-model`,
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${Bucket}/batch/` } },
      ContentType: "text/csv",
      SplitType: "Line",
    },
    TransformOutput: { S3OutputPath: `s3://${Bucket}/predicted`, AssembleWith: "Line" },
    TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
  });
  await waitUntilTransformJobCompletedOrStopped(patience(sagemaker), { TransformJobName });
  const job = await sagemaker.describeTransformJob({ TransformJobName });
  assert.equal(job.TransformJobStatus, "Completed", job.FailureReason);
  const out = await s3.getObject({ Bucket, Key: "predicted/rows.csv.out" });
  const batch = numbers(await out.Body.transformToString());
  assert.equal(batch.length, predictions.length);
  batch.forEach((p, n) => assert(Math.abs(p - predictions[n]) < 1e-6, `row ${n}`));
}

async function learning() {
  const sagemaker = new SageMaker(settings);
  step("who am I; a role for SageMaker");
  const role = await createRole();
  step("upload the data");
  const data = await uploadData();
  step("train");
  const artifact = await train(sagemaker, role);
  step("deploy");
  await deploy(sagemaker, role, artifact);
  step("predict");
  const predictions = await predict(data);
  step("transform");
  await transform(sagemaker, predictions);

  step("delete");
  await sagemaker.deleteEndpoint({ EndpointName: `${name}-endpoint` });
  await waitUntilEndpointDeleted(patience(sagemaker), { EndpointName: `${name}-endpoint` });
  await sagemaker.deleteEndpointConfig({ EndpointConfigName: `${name}-config` });
  await sagemaker.deleteModel({ ModelName: `${name}-model` });
  await assert.rejects(sagemaker.describeModel({ ModelName: `${name}-model` }), {
    name: "ValidationException",
  });
  const iam = new IAM(settings);
  await iam.detachRolePolicy({ RoleName: `${name}-role`, PolicyArn: administrator });
  await iam.deleteRole({ RoleName: `${name}-role` });
  await emptyAndDelete();
}

await { storage, learning }[process.argv[2]]();
console.log("done");
