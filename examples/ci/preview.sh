#!/bin/sh
# Previews a stack and writes to a file, in words, what would change: preview.sh STACK FILE [offline]
#
# Online, Pulumi looks at the project too, so that the report tells what was changed in the console since the last update.
# Offline, the stack's state becomes an emulated project, and nothing is sent to Statsig; the key of the project is not needed.
set -eu
stack=$1
report=$2
mode=${3:-online}

work=$(mktemp -d)
emulator=
finish() {
    [ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

set -- --stack "$stack"
if [ "$mode" = offline ]; then
    pulumi stack export --stack "$stack" > "$work/stack.json"
    statsig-console emulator --port 0 > "$work/emulator" &
    emulator=$!
    until url=$(sed -n 's/.* ready on //p' "$work/emulator") && [ -n "$url" ]; do
        kill -0 "$emulator"
        sleep 0.1
    done
    statsig-console emulator seed "$work/stack.json" --from-stack --url "${url%/console/v1}" --key console-preview >&2

    # A copy of the configuration: the stack's own stays as it is.
    cp "Pulumi.$stack.yaml" "$work/config.yaml"
    pulumi config set --stack "$stack" --config-file "$work/config.yaml" statsig:apiUrl "$url"
    pulumi config set --stack "$stack" --config-file "$work/config.yaml" --secret statsig:consoleApiKey console-preview
    set -- --stack "$stack" --config-file "$work/config.yaml"
else
    set -- "$@" --refresh
fi

code=0
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1 pulumi preview --json --non-interactive "$@" > "$work/preview.json" || code=$?
statsig-console explain "$work/preview.json" > "$report" || code=1
[ -s "$report" ] || echo "The preview fails before it begins: see the log." > "$report"
exit "$code"
