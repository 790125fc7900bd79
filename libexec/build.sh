# shellcheck shell=bash
# Building when sources are newer than what was built, and the AOT caches.

server_jar() { echo "$root/server/target/sagebrush-server-$(project_version).jar"; }

# True when nothing that goes into the product has changed since the stamp was made.
up_to_date() {
  local stamp=$1
  shift
  [[ -f $stamp ]] || return 1
  [[ -z $(find "$@" -newer "$stamp" -print -quit 2>/dev/null) ]]
}

# build_module <module>: its jar and, under target/lib, everything it runs with.
build_module() {
  local module=$1
  local stamp=$root/$module/target/.built
  local -a sources=("$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main)
  [[ -d $root/model/aws ]] && sources+=("$root/model/aws")
  up_to_date "$stamp" "${sources[@]}" && return
  find_maven
  mkdir -p "$root/$module/target" "$root/target"
  with_lock "$root/target/.build.lock" build_module_now "$module" "$stamp"
}

build_module_now() {
  local module=$1 stamp=$2 log=$root/target/build.log
  touch "$stamp.begun"
  say "Building (log: $log)"
  if ! (cd "$root" && "$maven" -B -ntp -Pquick -Dmaven.test.skip=true -pl "$module" -am package) \
    </dev/null 2>&1 | tee "$log" | progress; then
    grep -m 20 -E '^\[ERROR\]|COMPILATION' "$log" >&2 || tail -n 20 "$log" >&2
    fail "the build failed; the whole story is in $log"
  fi
  mv "$stamp.begun" "$stamp"
}

# Turns Maven's log into one line that tells how far it is.
progress() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^\[INFO\]\ Building\ (Sagebrush.*)\ [0-9.]+.*(\[[0-9]+/[0-9]+\]) ]]; then
      if [[ -t 2 ]]; then
        printf '\r\033[K  %s %s' "${BASH_REMATCH[2]}" "${BASH_REMATCH[1]}" >&2
      else
        say "  ${BASH_REMATCH[2]} ${BASH_REMATCH[1]}"
      fi
    fi
  done
  [[ -t 2 ]] && printf '\r\033[K' >&2
  return 0
}

# with_lock <file> <command...>: one build at a time in a checkout, where flock exists.
with_lock() {
  local file=$1
  shift
  if command -v flock >/dev/null; then
    exec 8>"$file"
    flock 8
    "$@"
    exec 8>&-
  else
    "$@"
  fi
}

# --- AOT ----------------------------------------------------------------------------------------

# What identifies a cache: the Java, the jars and the flags it was made with.
aot_fingerprint() {
  {
    cat "$JAVA_HOME/release"
    printf '%s\n' "$@"
    cksum "$root"/server/target/*.jar "$root"/server/target/lib/*.jar 2>/dev/null
  } | cksum | tr -d ' '
}

# aot_option <cache> <flags...>: prints the option to use a cache, or nothing when there is none
# for exactly these flags.
aot_option() {
  local cache=$1
  shift
  if [[ -f $cache && -f $cache.of && $(<"$cache.of") == "$(aot_fingerprint "$@")" ]]; then
    echo "-XX:AOTCache=$cache"
  fi
}

# aot_make <cache> <training function> <flags...>: makes the cache unless it is there. The training
# function is called with the flags to run Java with; whatever goes wrong only costs the cache.
aot_make() {
  local cache=$1 training=$2
  shift 2
  [[ -n $(aot_option "$cache" "$@") ]] && return
  local log=${cache%.aot}-aot.log
  rm -f "$cache" "$cache.of"
  say "Preparing a fast start"
  if "$training" "-XX:AOTCacheOutput=$cache" -Xlog:aot*=off -Xlog:cds*=off "$@" >"$log" 2>&1 && [[ -f $cache ]]; then
    aot_fingerprint "$@" >"$cache.of"
  else
    rm -f "$cache"
    say "No AOT cache could be made (see $log): starts are slower, nothing else is lost."
  fi
}
