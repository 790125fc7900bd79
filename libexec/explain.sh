# shellcheck shell=bash
# Why a running server allowed or denied a request.

help_explain() {
  cat <<EOF
Usage: sagebrush explain [--host HOST] [--port PORT] REQUEST-ID

Says which permissions a request needed and which statements of which policies decided. The id of a
request stands in every answer and in every error of an SDK. The last 10,000 requests are known.
EOF
}

run_explain() {
  read_place "$@"
  [[ ${#rest[@]} == 1 ]] || usage_error "name one request: sagebrush explain REQUEST-ID"
  local reply
  reply=$(admin_call GET "explain?request=$(url_encode "${rest[0]}")") || fail "$reply"
  echo "$reply"
}
