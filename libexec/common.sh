# shellcheck shell=bash
# Speaking to the user, and finding Java and Maven.

java=""
maven=""

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "sagebrush: $*"
  exit 1
}

usage_error() {
  say "sagebrush: $*"
  exit 2
}

contains() {
  local wanted=$1 each
  shift
  for each in "$@"; do
    [[ $each == "$wanted" ]] && return 0
  done
  return 1
}

# The Levenshtein distance of two words.
distance() {
  local a=$1 b=$2 i j cost best
  local -a previous current
  for ((j = 0; j <= ${#b}; j++)); do previous[j]=$j; done
  for ((i = 1; i <= ${#a}; i++)); do
    current=("$i")
    for ((j = 1; j <= ${#b}; j++)); do
      cost=1
      [[ ${a:i-1:1} == "${b:j-1:1}" ]] && cost=0
      best=$((previous[j - 1] + cost))
      ((previous[j] + 1 < best)) && best=$((previous[j] + 1))
      ((current[j - 1] + 1 < best)) && best=$((current[j - 1] + 1))
      current[j]=$best
    done
    previous=("${current[@]}")
  done
  echo "${previous[${#b}]}"
}

# The word among the rest that is nearest to the first; nothing when none is near.
nearest() {
  local word=${1:0:40} best="" least=3 each far
  shift
  for each in "$@"; do
    if [[ ${#word} -gt 2 && $each == "$word"* ]]; then
      best=$each
      break
    fi
    far=$(distance "$word" "$each")
    if ((far < least)); then
      least=$far
      best=$each
    fi
  done
  echo "$best"
}

hint() {
  [[ -z $1 ]] || echo "Did you mean '$1'? "
}

# Refuses whatever a command was given beyond its own options.
no_arguments() {
  local command=$1
  shift
  [[ $# -eq 0 ]] || usage_error "'$command' does not take '$1'. See: sagebrush $command --help"
}

# unknown_option <command> <option given> <options it has...>
unknown_option() {
  local command=$1 given=$2 near
  shift 2
  near=$(nearest "${given%%=*}" "$@")
  usage_error "'$command' has no option '$given'. $(hint "$near")See: sagebrush $command --help"
}

project_version() {
  sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1
}

# In a locale that is not UTF-8, or not installed, Java on Linux cannot name every file.
speak_utf8() {
  [[ $(uname -s) != Linux || $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
}

is_root() { [[ $(id -u) -eq 0 ]]; }

# Installs Debian packages where that is ours to do: as root, with apt. Says so.
debian_install() {
  is_root && command -v apt-get >/dev/null || return 1
  say "Installing $* (apt-get)"
  local log
  log=$(mktemp)
  if ! { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# debian_unpack <package> <folder>: a package's files into a folder, for which nobody need be root.
debian_unpack() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  local package=$1 folder=$2
  say "Fetching $package (apt-get download)"
  rm -rf "$folder"
  mkdir -p "$folder/lists/partial" "$folder/archives/partial"
  (
    cd "$folder" || exit
    apt_here() {
      apt-get -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder" -o Debug::NoLocking=1 "$@"
    }
    { apt-get download "$package" || { apt_here update && apt_here download "$package"; }; } &&
      dpkg-deb -x "$package"_*.deb .
  ) >"$folder/log" 2>&1 && return
  tail -n 3 "$folder/log" >&2
  return 1
}

# --- OpenMP -------------------------------------------------------------------------------------

has_openmp() {
  [[ -n ${LD_LIBRARY_PATH:-} && -e ${LD_LIBRARY_PATH%%:*}/libgomp.so.1 ]] && return
  PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -F libgomp.so.1 >/dev/null
}

# XGBoost's library wants the GNU OpenMP runtime. Where it is missing it is installed, or, for those
# who may not install, fetched from Debian into the build's folder; else said. All but XGBoost works
# without.
find_openmp() {
  [[ $(uname -s) == Linux ]] || return 0
  local folder=$root/target/openmp
  if [[ -e $folder/libgomp.so.1 ]]; then
    export LD_LIBRARY_PATH=$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  fi
  has_openmp && return
  debian_install libgomp1 && return
  if debian_unpack libgomp1 "$folder.part"; then
    mkdir -p "$folder"
    find "$folder.part" -name 'libgomp.so.1*' -exec mv {} "$folder" \;
    rm -rf "$folder.part"
    export LD_LIBRARY_PATH=$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    return
  fi
  rm -rf "$folder.part"
  say "The GNU OpenMP runtime, libgomp.so.1, was not found; XGBoost cannot train without. Install it, for example
  Debian, Ubuntu  sudo apt-get install libgomp1
  Fedora          sudo dnf install libgomp"
}

# --- Java ---------------------------------------------------------------------------------------

java_release() {
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_jdk_25() {
  [[ -n $1 && -x $1/bin/javac ]] || return 1
  local release
  release=$(java_release "$1")
  [[ -n $release && $release -ge 25 ]]
}

java_candidates() {
  echo "${JAVA_HOME:-}"
  local on_path
  if on_path=$(command -v java) && on_path=$(readlink -f "$on_path" 2>/dev/null); then
    echo "${on_path%/bin/java}"
  fi
  if [[ -x /usr/libexec/java_home ]]; then
    /usr/libexec/java_home -v 25+ 2>/dev/null || true
  fi
  ls -d /usr/lib/jvm/* /opt/*jdk* /opt/*/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home 2>/dev/null || true
}

# Sets JAVA_HOME and java to a JDK of at least 25, or says what to install.
find_java() {
  [[ -n $java ]] && return
  local home
  while IFS= read -r home; do
    if is_jdk_25 "$home"; then
      export JAVA_HOME=$home
      java=$home/bin/java
      return
    fi
  done < <(java_candidates)
  fail "no JDK 25 found (a full JDK, not a JRE). Install one and try again, for example
  Debian, Ubuntu  sudo apt-get install temurin-25-jdk    (from https://adoptium.net/installation/linux)
  Fedora          sudo dnf install java-25-openjdk-devel
  macOS           brew install openjdk@25
  anywhere        sdk install java 25-tem           (https://sdkman.io)
or point JAVA_HOME at one that is installed elsewhere."
}

# --- Maven --------------------------------------------------------------------------------------

# Sets maven to a Maven of at least 3.8, installing it where that is ours to do.
find_maven() {
  [[ -n $maven ]] && return
  find_java
  if ! command -v mvn >/dev/null; then
    debian_install maven || fail "Maven is needed to build Sagebrush. Install 3.8 or newer, for example
  Debian, Ubuntu  sudo apt-get install maven
  Fedora          sudo dnf install maven
  macOS           brew install maven
  anywhere        sdk install maven"
  fi
  maven=$(command -v mvn)
  local version
  version=$("$maven" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  local major=${version% *} minor=${version#* }
  ((${major:-0} > 3 || (${major:-0} == 3 && ${minor:-0} >= 8))) ||
    fail "Maven 3.8 or newer is needed; $maven is ${version/ /.}"
  # What Maven's own libraries do to the JDK is not the user's concern.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}
