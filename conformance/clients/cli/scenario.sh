#!/usr/bin/env bash
# The scenario, by the aws CLI: bucket, 64 MiB in parts, train, deploy, predict, transform, delete.
#
# usage: scenario.sh storage|learning
#
# The environment says where the server is and what to work with: see ../python/scenario.py.
set -euo pipefail

name=$SCENARIO_NAME
folder=$SCENARIO_FOLDER
bucket=$name-bucket
image=683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1
export AWS_PAGER="" AWS_MAX_ATTEMPTS=1

call() { aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }

# ask <query> <service> <command...>: what the query picks out of the answer, as text.
ask() {
  local query=$1
  shift
  call "$@" --query "$query" --output text
}

step() { echo "-- $*"; }

fail() {
  echo "failed: $*" >&2
  exit 1
}

same() { [[ $1 == "$2" ]] || fail "$3: '$1' expected, but '$2'"; }

# refused <code> <service> <command...>: the call must fail with that code.
refused() {
  local code=$1 said
  shift
  if said=$(call "$@" 2>&1); then fail "$code expected of $*, but: $said"; fi
  [[ $said == *"$code"* ]] || fail "$code expected of $*, but: $said"
}

storage() {
  local size key url
  size=$(wc -c <"$SCENARIO_PAYLOAD")

  step "create a bucket"
  call s3 mb "s3://$bucket"
  call s3api head-bucket --bucket "$bucket" >/dev/null
  [[ $(call s3 ls) == *"$bucket"* ]] || fail "the bucket is not listed"

  step "upload $size bytes in parts"
  call s3 cp --no-progress "$SCENARIO_PAYLOAD" "s3://$bucket/big/payload.bin"
  same "$size" "$(ask ContentLength s3api head-object --bucket "$bucket" --key big/payload.bin)" length
  [[ $(ask ETag s3api head-object --bucket "$bucket" --key big/payload.bin) == *-* ]] ||
    fail "not uploaded in parts"

  step "download and compare"
  call s3 cp --no-progress "s3://$bucket/big/payload.bin" "$folder/copy.bin"
  cmp "$SCENARIO_PAYLOAD" "$folder/copy.bin" || fail "what came back is not what was sent"
  call s3api get-object --bucket "$bucket" --key big/payload.bin --range bytes=100-199 \
    "$folder/piece.bin" >/dev/null
  cmp <(tail -c +101 "$SCENARIO_PAYLOAD" | head -c 100) "$folder/piece.bin" || fail "a range differs"
  rm "$folder/copy.bin"

  step "awkward keys, metadata, list, presigned URL"
  for key in 'a//b' 'x/../y' '100%2F' 'grüße/ключ' 'end '; do
    printf %s "$key" >"$folder/body"
    call s3api put-object --bucket "$bucket" --key "$key" --body "$folder/body" \
      --metadata kind=awkward >/dev/null
    same awkward "$(ask Metadata.kind s3api get-object --bucket "$bucket" --key "$key" "$folder/got")" \
      "metadata of '$key'"
    cmp "$folder/body" "$folder/got" || fail "'$key' holds something else"
  done
  same 6 "$(ask 'length(Contents)' s3api list-objects-v2 --bucket "$bucket")" "objects listed"
  url=$(call s3 presign "s3://$bucket/a//b")
  same 'a//b' "$(curl -fsS --max-time 10 "$url")" "presigned URL"

  step "delete objects and bucket"
  refused BucketNotEmpty s3api delete-bucket --bucket "$bucket"
  call s3 rm --only-show-errors --recursive "s3://$bucket/"
  call s3 rb "s3://$bucket"
  refused 404 s3api head-bucket --bucket "$bucket"
}

# until_one_of <statuses> <query> <service> <command...>: asks until the answer is one of them, and
# prints it.
until_one_of() {
  local ends=$1 query=$2 status deadline=$((SECONDS + 90))
  shift 2
  while ((SECONDS < deadline)); do
    status=$(ask "$query" "$@")
    if [[ " $ends " == *" $status "* ]]; then
      echo "$status"
      return
    fi
    sleep 0.2
  done
  fail "$* is still $status after 90 s"
}

# agree <labels> <predictions>: how many of a hundred predictions are on the label's side of one half.
agree() {
  paste -d' ' <(cut -d, -f1 "$1") <(tr ', ' '\n\n' <"$2" | grep .) |
    awk '{ n++; if (($2 > 0.5) == ($1 == 1)) hits++ } END { printf "%d", 100 * hits / n }'
}

# channel <name>: a channel of CSV below that prefix, as JSON.
channel() {
  printf '{"ChannelName":"%s","ContentType":"text/csv","DataSource":{"S3DataSource":
    {"S3DataType":"S3Prefix","S3Uri":"s3://%s/%s/"}}}' "$1" "$bucket" "$1"
}

upload_data() {
  tail -n +2 "$SCENARIO_TABLE" | awk 'NR % 5 != 1' >"$folder/train.csv"
  tail -n +2 "$SCENARIO_TABLE" | awk 'NR % 5 == 1' >"$folder/validation.csv"
  cut -d, -f2- "$folder/validation.csv" >"$folder/rows.csv"
  call s3 mb "s3://$bucket"
  call s3 cp --only-show-errors "$folder/train.csv" "s3://$bucket/train/train.csv"
  call s3 cp --only-show-errors "$folder/validation.csv" "s3://$bucket/validation/validation.csv"
  call s3 cp --only-show-errors "$folder/rows.csv" "s3://$bucket/batch/rows.csv"
}

train() {
  local auc stream
  call sagemaker create-training-job --training-job-name "$name-job" --role-arn "$role" \
    --algorithm-specification "TrainingImage=$image,TrainingInputMode=File" \
    --hyper-parameters objective=binary:logistic,num_round=20,max_depth=4,eta=0.3,eval_metric=auc \
    --input-data-config "[$(channel train),$(channel validation)]" \
    --output-data-config "S3OutputPath=s3://$bucket/models" \
    --resource-config InstanceType=ml.m5.large,InstanceCount=1,VolumeSizeInGB=5 \
    --stopping-condition MaxRuntimeInSeconds=600 >/dev/null
  local -a describe=(sagemaker describe-training-job --training-job-name "$name-job")
  same Completed "$(until_one_of 'Completed Failed Stopped' TrainingJobStatus "${describe[@]}")" \
    "training ($(ask FailureReason "${describe[@]}"))"
  auc=$(ask "FinalMetricDataList[?MetricName=='validation:auc'].Value" "${describe[@]}")
  awk -v auc="$auc" 'BEGIN { exit !(auc > 0.97) }' || fail "validation:auc is $auc"
  artifact=$(ask ModelArtifacts.S3ModelArtifacts "${describe[@]}")
  same "s3://$bucket/models/$name-job/output/model.tar.gz" "$artifact" artifact
  call s3 ls "$artifact" >/dev/null || fail "there is no $artifact"
  stream=$(ask 'logStreams[0].logStreamName' logs describe-log-streams \
    --log-group-name /aws/sagemaker/TrainingJobs --log-stream-name-prefix "$name-job/")
  [[ $(ask 'events[].message' logs get-log-events --log-group-name /aws/sagemaker/TrainingJobs \
    --log-stream-name "$stream" --start-from-head) == *auc* ]] || fail "the log names no metric"
}

deploy() {
  local -a describe=(sagemaker describe-endpoint --endpoint-name "$name-endpoint")
  call sagemaker create-model --model-name "$name-model" --execution-role-arn "$role" \
    --primary-container "Image=$image,ModelDataUrl=$artifact" >/dev/null
  call sagemaker create-endpoint-config --endpoint-config-name "$name-config" --production-variants \
    "VariantName=AllTraffic,ModelName=$name-model,InstanceType=ml.m5.large,InitialInstanceCount=1" \
    >/dev/null
  call sagemaker create-endpoint --endpoint-name "$name-endpoint" \
    --endpoint-config-name "$name-config" >/dev/null
  same InService "$(until_one_of 'InService Failed' EndpointStatus "${describe[@]}")" \
    "endpoint ($(ask FailureReason "${describe[@]}"))"
}

predict() {
  local share variant
  variant=$(ask InvokedProductionVariant sagemaker-runtime invoke-endpoint \
    --endpoint-name "$name-endpoint" --content-type text/csv \
    --body "fileb://$folder/rows.csv" "$folder/predictions.csv")
  same AllTraffic "$variant" variant
  share=$(agree "$folder/validation.csv" "$folder/predictions.csv")
  ((share > 93)) || fail "only $share % right"
}

transform() {
  local share
  local -a describe=(sagemaker describe-transform-job --transform-job-name "$name-transform")
  call sagemaker create-transform-job --transform-job-name "$name-transform" \
    --model-name "$name-model" --transform-input "{\"ContentType\":\"text/csv\",\"SplitType\":\"Line\",
      \"DataSource\":{\"S3DataSource\":{\"S3DataType\":\"S3Prefix\",\"S3Uri\":\"s3://$bucket/batch/\"}}}" \
    --transform-output "S3OutputPath=s3://$bucket/predicted,AssembleWith=Line" \
    --transform-resources InstanceType=ml.m5.large,InstanceCount=1 >/dev/null
  same Completed "$(until_one_of 'Completed Failed Stopped' TransformJobStatus "${describe[@]}")" \
    "transform ($(ask FailureReason "${describe[@]}"))"
  call s3 cp --only-show-errors "s3://$bucket/predicted/rows.csv.out" "$folder/out.csv"
  same "$(wc -l <"$folder/rows.csv")" "$(grep -c . "$folder/out.csv")" "rows of output"
  share=$(agree "$folder/validation.csv" "$folder/out.csv")
  ((share > 93)) || fail "only $share % right in the batch"
}

learning() {
  local role artifact policy=arn:aws:iam::aws:policy/AdministratorAccess
  step "who am I; a role for SageMaker"
  [[ $(ask Arn sts get-caller-identity) == *:root ]] || fail "identity"
  role=$(ask Role.Arn iam create-role --role-name "$name-role" --assume-role-policy-document \
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
      "Principal":{"Service":"sagemaker.amazonaws.com"}}]}')
  call iam attach-role-policy --role-name "$name-role" --policy-arn "$policy"

  step "upload the data"
  upload_data
  step "train"
  train
  step "deploy"
  deploy
  step "predict"
  predict
  step "transform"
  transform

  step "delete"
  call sagemaker delete-endpoint --endpoint-name "$name-endpoint"
  call sagemaker delete-endpoint-config --endpoint-config-name "$name-config"
  call sagemaker delete-model --model-name "$name-model"
  refused ValidationException sagemaker describe-model --model-name "$name-model"
  call iam detach-role-policy --role-name "$name-role" --policy-arn "$policy"
  call iam delete-role --role-name "$name-role"
  call s3 rb --force "s3://$bucket" >/dev/null
}

case ${1:-} in
  storage | learning) "$1" ;;
  *) fail "usage: scenario.sh storage|learning" ;;
esac
echo done
