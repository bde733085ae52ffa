# What the trials of deploy/ share; sourced from the root of the repository.
set -euo pipefail
exec </dev/null

room=target/deploy
mkdir -p "$room"
say() { printf 'deploy: %s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }
passed=0

# check NAME COMMAND…: the command succeeds.
check() {
    local name=$1
    shift
    "$@" || fail "$name"
    passed=$((passed + 1))
    say "ok: $name"
}

is() { [ "$1" = "$2" ] || { say "$1, not $2"; return 1; }; }

tools=(
    podman podman
    runc runc
    debootstrap debootstrap
    qemu-system-x86_64 qemu-system-x86
    mkfs.ext4 e2fsprogs
    curl curl
)
missing_packages() {
    missing_commands "${tools[@]}"
    [ -e /usr/lib/podman/netavark ] || printf 'netavark\n'
    [ -e /usr/lib/podman/aardvark-dns ] || printf 'aardvark-dns\n'
}

# runc takes control groups of either version. An engine that is itself in a container may not give more
# than it was given, which is what it tries without limits.
cat >"$room/containers.conf" <<'EOF'
[containers]
default_ulimits = ["nofile=16384:16384", "nproc=4096:4096"]
[engine]
runtime = "runc"
EOF
export CONTAINERS_CONF=$PWD/$room/containers.conf

# lay FOLDER PACKAGE,…: a Debian with those packages in a folder, where there is none yet.
lay() {
    [ ! -d "$1" ] || return 0
    say "laying $1"
    rm -rf "$1.new"
    debootstrap --variant=minbase --include="$2" bookworm "$1.new" >"$room/debootstrap.log" ||
        fail "debootstrap: see $room/debootstrap.log"
    mv "$1.new" "$1"
}

# The token of the trials, and its file.
token=0123456789abcdef0123456789abcdef
(umask 077 && printf 'trial %s\n' "$token" >"$room/tokens")

report=examples/panzhihua-dongqu-2019.yaml

# The PDF of the example as the program of this checkout makes it.
expected() {
    local program=${CHENGBAO_PROGRAM:-target/debug/chengbao}
    [ -x "$program" ] || fail "no $program: cargo build, or set CHENGBAO_PROGRAM"
    "$program" export "$report" --fonts fonts --to pdf --output "$room/expected" >/dev/null
}
