# shellcheck shell=bash
# The clock of a running server.

help_clock() {
  cat <<EOF
Usage: sagebrush clock [--host HOST] [--port PORT] show
                                                   advance LENGTH     31d, 2h, 1d12h30m
                                                   set MOMENT         2027-01-01T00:00:00Z
                                                   pin [MOMENT]
                                                   run
                                                   reset

Moves the clock that lifecycles, retention, expiry and schedules of a running server go by, and
wakes on the way whatever was due. A pinned clock stands still until it is moved or told to run;
reset takes it back to the machine's time. Signatures go by the machine's time in any case.
Root's key is taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or else is test, test.
EOF
}

run_clock() {
  read_place "$@"
  local what=${rest[0]:-show} value=${rest[1]:-} method=POST query
  case $what in
    show) method=GET query= ;;
    advance | set) [[ -n $value ]] || usage_error "clock $what needs to be told how far: sagebrush clock --help" ;&
    pin) query="?$what=$(url_encode "$value")" ;;
    run | reset) query="?$what=" ;;
    *) usage_error "the clock knows show, advance, set, pin, run and reset, not '$what'" ;;
  esac
  [[ ${#rest[@]} -le 2 ]] || usage_error "sagebrush clock $what takes no '${rest[2]}'"
  local reply
  reply=$(admin_call "$method" "clock$query") || fail "$reply"
  sed -n 's/.*"now":"\([^"]*\)","mode":"\([^"]*\)","machine":"[^"]*","ahead":"\([^"]*\)".*/\1 \2 \3/p' <<<"$reply" |
    while read -r now mode ahead; do
      echo "$now, $mode, ahead of the machine by $ahead"
    done
}
