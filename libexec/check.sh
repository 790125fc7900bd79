# shellcheck shell=bash
# For those who work on Sagebrush: test, bench, format, coverage.

help_test() {
  cat <<EOF
Usage: sagebrush test [Maven argument...]

Runs every test: the rules of the house, the modules' own tests and, in conformance, unmodified
AWS clients against the server. Clients that are missing are installed (as root on Debian) or named.
With arguments, for example: sagebrush test -pl store -am
EOF
}

run_test() {
  find_java
  install_programs
  find_maven
  find_openmp
  install_javascript_sdk
  cd "$root" || exit
  exec "$maven" -B -ntp -fae verify "$@"
}

# Maven, and the AWS clients that conformance runs: boto3, the aws CLI and, for the JavaScript SDK,
# Node.js. Packages by Debian's names.
install_programs() {
  local -a missing=()
  command -v mvn >/dev/null || missing+=(maven)
  python3 -c 'import boto3' 2>/dev/null || /usr/bin/python3 -c 'import boto3' 2>/dev/null ||
    missing+=(python3-boto3)
  command -v aws >/dev/null || missing+=(awscli)
  command -v curl >/dev/null || missing+=(curl)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  [[ ${#missing[@]} -eq 0 ]] || debian_install "${missing[@]}" ||
    fail "the tests need what is not installed here and cannot be by this user: ${missing[*]}
  Debian, Ubuntu  sudo apt-get install --no-install-recommends ${missing[*]}
  elsewhere       the programs mvn, aws, curl, node and npm, and boto3 for python3"
}

install_javascript_sdk() {
  local folder=$root/conformance/clients/javascript
  up_to_date "$folder/node_modules/.package-lock.json" "$folder/package-lock.json" && return
  say "Installing the AWS SDK for JavaScript (npm)"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) >&2 ||
    fail "npm could not install the AWS SDK for JavaScript"
}

help_bench() {
  cat <<EOF
Usage: sagebrush bench [--record] [--rounds N] [--seconds N] [--list] [name...]

Runs all benchmarks, or those named, side by side with the programs they are compared with. A
program that is not installed is named, and what needs it is skipped. Ends with 1 when a goal is
missed.

  --list       show what there is
  --rounds N   measure each side so often, by turns  [3]
  --seconds N  how long a load lasts in each round   [5]
  --record     append the table to bench/RESULTS.md
EOF
}

run_bench() {
  build_module server
  build_module bench
  find_java
  find_openmp
  exec "$java" "${jvm_flags[@]}" -Dsagebrush.root="$root" \
    -cp "$root/bench/target/sagebrush-bench-$(project_version).jar" dev.sagebrush.bench.Bench "$@"
}

help_format() {
  echo "Usage: sagebrush format"
  echo "Formats the Java sources (google-java-format); the tests refuse any other form."
}

run_format() {
  no_arguments format "$@"
  find_maven
  cd "$root" || exit
  exec "$maven" -q -B -ntp spotless:apply
}

help_coverage() {
  echo "Usage: sagebrush coverage"
  echo "Writes docs/COVERAGE.md anew from what the services serve; the tests refuse any other."
}

run_coverage() {
  no_arguments coverage "$@"
  find_maven
  cd "$root" || exit
  exec "$maven" -q -B -ntp -Pquick -pl conformance -am test -Dtest=CoverageIsCurrentTest \
    -Dsurefire.failIfNoSpecifiedTests=false -Dsagebrush.write=true
}
