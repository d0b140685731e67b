#!/bin/sh
# Compares a stack with its project and writes to a file, in words, what was changed in the console. It changes neither: drift.sh STACK FILE
#
# Exits with 0 if nothing was changed, with 2 if something was, and with 1 if it fails.
set -eu
stack=$1
report=$2

# State and report are for this user alone. The report is a new file, whatever was in its place.
umask 077
rm -f "$report"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 143' HUP INT TERM
set -C
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1 pulumi refresh --preview-only --json --non-interactive --stack "$stack" > "$work/refresh.json"
statsig-console explain --drift --exit-code "$work/refresh.json" > "$report"
