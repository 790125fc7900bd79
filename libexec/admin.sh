# shellcheck shell=bash
# Calls to the pages of a running server that root alone is shown.

# Asks a page of the server that root alone is shown; prints the answer, or ends with 1 and prints why
# there is none.
admin_call() {
  local reply status
  command -v curl >/dev/null || {
    echo "this needs the program curl, 7.75 or newer"
    return 1
  }
  reply=$(
    curl -sS --aws-sigv4 "aws:amz:us-east-1:sagebrush" -X "$1" -w '\n%{http_code}' \
      --user "${AWS_ACCESS_KEY_ID:-test}:${AWS_SECRET_ACCESS_KEY:-test}" \
      "http://$(url_host):${port:?}/_sagebrush/$2" 2>&1
  ) || {
    echo "no server answers on http://$(url_host):${port:?}: ${reply%%$'\n'*}"
    return 1
  }
  status=${reply##*$'\n'}
  reply=${reply%$'\n'*}
  if [[ $status != 200 ]]; then
    [[ $reply == *'"message":"'* ]] && reply=$(sed -n 's/.*"message":"\(.*\)"}.*/\1/p' <<<"$reply")
    echo "$reply"
    return 1
  fi
  echo "$reply"
}

url_encode() {
  local text=$1 i c
  for ((i = 0; i < ${#text}; i++)); do
    c=${text:i:1}
    case $c in
      [A-Za-z0-9._~-]) printf '%s' "$c" ;;
      *) printf '%%%02X' "'$c" ;;
    esac
  done
}
