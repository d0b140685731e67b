#!/bin/sh
# Previews a stack and writes to a file, in words, what would change: preview.sh STACK FILE [offline]
#
# Online, Pulumi reads the project too, so that the report also has the changes in the console since the last update.
# Offline, the stack's state becomes emulated projects, and nothing is sent to Statsig; the keys of the projects are not needed.
set -eu
stack=$1
report=$2
mode=${3:-online}

# State and report are for this user alone. The report is a new file, even if a pull request has put something in its place.
umask 077
rm -f "$report"
work=$(mktemp -d)
emulator=
finish() {
    [ -z "$emulator" ] || kill "$emulator" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 143' HUP INT TERM
set -C

set -- --stack "$stack"
if [ "$mode" = offline ]; then
    pulumi stack export --stack "$stack" > "$work/stack.json"
    statsig-console emulator --port 0 > "$work/emulator" &
    emulator=$!
    until url=$(sed -n 's/.* ready on //p' "$work/emulator") && [ -n "$url" ]; do
        kill -0 "$emulator"
        sleep 0.1
    done

    # In a copy of the configuration, every project of the stack is an emulated one. The original stays as it is.
    cp "Pulumi.${stack##*/}.yaml" "$work/config.yaml"
    statsig-console emulator seed "$work/stack.json" --from-stack --configure "$work/config.yaml" --url "$url" --key console-preview >&2
    set -- --stack "$stack" --config-file "$work/config.yaml"

    # The environment may have keys and addresses of projects that the configuration does not name. They are pointed to the emulator, too.
    for name in $(env | sed -n 's/^\(STATSIG_CONSOLE_API_[A-Za-z0-9_]*\)=.*/\1/p'); do
        case $name in
            STATSIG_CONSOLE_API_KEY*) export "$name=console-preview${name#STATSIG_CONSOLE_API_KEY}" ;;
            *) export "$name=$url" ;;
        esac
    done
else
    set -- "$@" --refresh
fi

code=0
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1 pulumi preview --json --non-interactive "$@" > "$work/preview.json" || code=$?
statsig-console explain "$work/preview.json" > "$report" || code=1
if [ ! -s "$report" ]; then
    rm -f "$report"
    echo "The preview fails before it begins: see the log." > "$report"
fi
exit "$code"
