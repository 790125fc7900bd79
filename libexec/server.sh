# shellcheck shell=bash
# The server as a process: start, stop, status, demo, env, reset.

data_marker=.sagebrush-data

# What every Java of ours runs with. The heap gives back what it does not use.
jvm_flags=(
  -XX:+UseSerialGC -XX:MaxHeapFreeRatio=30 -XX:MinHeapFreeRatio=10 -XX:-UsePerfData
  -XX:+UseCompactObjectHeaders
  -Xlog:disable -Xlog:all=warning:stderr
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
)

host=${SAGEBRUSH_HOST:-127.0.0.1}
port=${SAGEBRUSH_PORT:-4566}
data=${SAGEBRUSH_DATA:-$root/.sagebrush}

# Reads --host, --port and --data out of arguments, leaving the others in rest. What was said of
# host and port is also left in asked: the server itself reads the environment and its own file.
read_place() {
  rest=()
  asked=()
  local name value
  while [[ $# -gt 0 ]]; do
    name=${1%%=*}
    case $name in
      --host | --port | --data)
        if [[ $1 == *=* ]]; then
          value=${1#*=}
        else
          [[ $# -gt 1 ]] || usage_error "$1 needs a value"
          value=$2
          shift
        fi
        case $name in
          --host) host=$value asked+=(--host "$value") ;;
          --port) port=$value asked+=(--port "$value") ;;
          --data) data=$value ;;
        esac
        ;;
      *) rest+=("$1") ;;
    esac
    shift
  done
  [[ $port =~ ^[0-9]{1,5}$ && $port -le 65535 ]] || usage_error "--port takes 0 to 65535, not '$port'"
  [[ -n $data ]] || usage_error "--data needs a folder"
  [[ $data == /* ]] || data=$PWD/$data
}

url_host() { case $host in 0.0.0.0 | :: | "[::]") echo localhost ;; *) echo "$host" ;; esac; }

# The command line of a process. Small systems have no ps.
process_line() {
  if [[ -r /proc/$1/cmdline ]]; then
    tr '\0' ' ' <"/proc/$1/cmdline"
  else
    ps -p "$1" -o args= 2>/dev/null
  fi
}

server_pid() {
  local file=$data/server.pid pid
  [[ -f $file ]] || return 1
  pid=$(<"$file")
  [[ $pid =~ ^[0-9]+$ && $(process_line "$pid") == *sagebrush-server* ]] && echo "$pid"
}

# Sets server_command to what runs the server, caches included: one for the server, one for each
# built-in algorithm's training process.
server_java() {
  build_module server
  find_java
  find_openmp
  local cache=$root/server/target/server.aot trainers=$root/server/target/trainers
  aot_make "$cache" rehearse "${jvm_flags[@]}"
  local option
  option=$(aot_option "$cache" "${jvm_flags[@]}")
  local -a caches=()
  [[ -n $option ]] && caches=("$option" "-Dsagebrush.train.aot=$trainers")
  server_command=("$java" ${caches[@]+"${caches[@]}"} "${jvm_flags[@]}" -jar "$(server_jar)")
}

# The training run of the AOT caches: the demo and a few calls over the wire, nothing shown.
rehearse() {
  local trainers=$root/server/target/trainers
  rm -rf "$trainers"
  mkdir -p "$trainers"
  "$java" "$@" "-Dsagebrush.train.aot.record=$trainers" -cp "$(server_jar)" \
    dev.sagebrush.server.demo.Rehearsal "$root/data"
}

help_start() {
  cat <<EOF
Usage: sagebrush start [--host HOST] [--port PORT] [--data FOLDER] [--detach] [setting...]

Runs the server until it is told to end (Ctrl-C, SIGTERM, sagebrush stop).

  --host HOST         address to listen on            [$host]
  --port PORT         port for http and https alike   [$port]
  --data FOLDER   where everything is kept        [$data]
  --detach            run in the background; its output goes to FOLDER/server.log

Every setting can also be given in the environment: SAGEBRUSH_PORT for --port. Further settings:

$(other_settings)
EOF
}

# What else the server can be told, read from where it is stated.
other_settings() {
  sed -n 's/^  \([A-Z_]*\)("\([^"]*\)", "\(.*\)")[,;]$/\1|\2|\3/p' \
    "$root/kernel/src/main/java/dev/sagebrush/kernel/Setting.java" |
    while IFS='|' read -r name value meaning; do
      contains "$name" PORT HOST DATA && continue
      name=$(tr 'A-Z_' 'a-z-' <<<"$name")
      printf '  --%-24s %s%s\n' "$name" "$meaning" "${value:+ [$value]}"
    done
}

run_start() {
  read_place "$@"
  local detach=false argument
  local -a settings=()
  for argument in ${rest[@]+"${rest[@]}"}; do
    if [[ $argument == --detach ]]; then detach=true; else settings+=("$argument"); fi
  done
  local running
  if running=$(server_pid); then
    fail "a server already runs on $data (process $running)"
  fi
  server_java
  mkdir -p "$data"
  touch "$data/$data_marker"
  local -a full=("${server_command[@]}" --data "$data" ${asked[@]+"${asked[@]}"}
    ${settings[@]+"${settings[@]}"})
  if $detach; then
    start_detached "${full[@]}"
  else
    echo $$ >"$data/server.pid"
    # From here on it is the server that starts; what went before may have been a build.
    exec "${full[0]}" ${EPOCHREALTIME:+"-Dsagebrush.begun=$EPOCHREALTIME"} "${full[@]:1}"
  fi
}

start_detached() {
  local log=$data/server.log pid
  : >"$log"
  nohup "$@" >>"$log" 2>&1 </dev/null &
  pid=$!
  echo "$pid" >"$data/server.pid"
  local waited=0
  until grep -q -m 1 'http://' "$log"; do
    if ! kill -0 "$pid" 2>/dev/null || ((waited++ > 600)); then
      tail -n 20 "$log" >&2
      fail "the server did not start; its log is $log"
    fi
    sleep 0.05
  done
  grep -m 1 'http://' "$log"
}

help_stop() { echo "Usage: sagebrush stop [--data FOLDER]"; }

run_stop() {
  read_place "$@"
  no_arguments stop ${rest[@]+"${rest[@]}"}
  local pid waited=0
  if ! pid=$(server_pid); then
    say "No server runs on $data"
    return 0
  fi
  kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do
    ((waited++ < 600)) || fail "process $pid has not ended after 60 s"
    sleep 0.1
  done
  rm -f "$data/server.pid"
  say "Stopped"
}

# http_get <host> <port> <path>: prints the body of a good answer that comes within five seconds.
# Not by curl, which not every system has.
http_get() {
  local host=${1#[} line status="" body=""
  exec 7<>"/dev/tcp/${host%]}/$2" || return
  printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$3" "$1" "$2" >&7
  read -r -t 5 _ status _ <&7 || return
  while read -r -t 5 line <&7 && [[ $line != $'\r' ]]; do :; done
  IFS= read -r -d '' -t 5 body <&7 || [[ -n $body ]] || return
  exec 7>&-
  printf '%s\n' "$body"
  [[ $status == 200 ]]
}

help_status() {
  echo "Usage: sagebrush status [--host HOST] [--port PORT] [--data FOLDER]"
  echo "Ends with 0 when the server runs and answers, with 3 when it does not."
}

run_status() {
  read_place "$@"
  no_arguments status ${rest[@]+"${rest[@]}"}
  local pid health
  if ! pid=$(server_pid); then
    echo "stopped: no server runs on $data"
    exit 3
  fi
  if health=$(http_get "$(url_host)" "$port" /_sagebrush/health 2>/dev/null); then
    echo "running: http://$(url_host):$port, process $pid, data in $data"
    echo "$health"
  else
    echo "process $pid runs on $data but does not answer on http://$(url_host):$port"
    exit 3
  fi
}

help_demo() {
  echo "Usage: sagebrush demo"
  echo "Trains, deploys and predicts on real data, on a server of its own that is gone afterwards."
}

run_demo() {
  no_arguments demo "$@"
  server_java
  local -a java_command=("${server_command[@]:0:${#server_command[@]}-2}")
  exec "${java_command[@]}" -cp "$(server_jar)" dev.sagebrush.server.demo.Demo "$root/data"
}

help_env() {
  echo "Usage: eval \"\$(sagebrush env [--host HOST] [--port PORT])\""
  echo "Prints the variables by which unmodified AWS clients find this server and may call it."
}

run_env() {
  read_place "$@"
  no_arguments env ${rest[@]+"${rest[@]}"}
  echo "export AWS_ENDPOINT_URL=http://$(url_host):$port"
  echo "export AWS_ACCESS_KEY_ID=test"
  echo "export AWS_SECRET_ACCESS_KEY=test"
  echo "export AWS_DEFAULT_REGION=${SAGEBRUSH_REGION:-us-east-1}"
  echo "export AWS_REGION=${SAGEBRUSH_REGION:-us-east-1}"
  echo "unset AWS_PROFILE AWS_SESSION_TOKEN"
  echo "# over https, once the server has made its certificate:"
  echo "# export AWS_CA_BUNDLE=$data/tls/ca.pem"
}

help_reset() {
  echo "Usage: sagebrush reset [--data FOLDER] [--yes]"
  echo "Deletes everything the server keeps in its data folder. Asks first, unless told --yes."
}

run_reset() {
  read_place "$@"
  local sure=false argument
  for argument in ${rest[@]+"${rest[@]}"}; do
    case $argument in
      --yes | -y) sure=true ;;
      *) unknown_option reset "$argument" --yes --data --help ;;
    esac
  done
  if [[ ! -d $data ]]; then
    say "Nothing is kept in $data"
    return 0
  fi
  [[ -f $data/$data_marker ]] || fail "$data was not made by 'sagebrush start'; it stays as it is"
  server_pid >/dev/null && fail "a server runs on $data; stop it first: sagebrush stop"
  if ! $sure; then
    [[ -t 0 ]] || usage_error "say --yes to delete $data without being asked"
    local answer
    read -r -p "Delete everything in $data? [y/N] " answer
    [[ $answer == [yY]* ]] || return 1
  fi
  rm -rf -- "${data:?}"
  say "Deleted $data"
}
