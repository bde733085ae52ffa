# What the scripts that install share; each sets `say` and `missing_packages` and sources this.
# Debian's packages: installs what `missing_packages` prints, a name a line, and fails where some are
# missing still. Never skips.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >/dev/null
}

install_packages() {
    apt update && apt install --no-install-recommends --yes "$@"
}

# The package of each command that is not there: command and package by turns.
missing_commands() {
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || printf '%s\n' "$2"
        shift 2
    done
}

install_missing() {
    local packages
    mapfile -t packages < <(missing_packages | sort -u)
    [ ${#packages[@]} -gt 0 ] || return 0
    say "installing ${packages[*]}"
    command -v apt-get >/dev/null ||
        { say "not a Debian system: install ${packages[*]} by hand"; exit 1; }
    # A mirror that is being updated fails once and then works.
    install_packages "${packages[@]}" || { sleep 10; install_packages "${packages[@]}"; }
    mapfile -t packages < <(missing_packages | sort -u)
    [ ${#packages[@]} -eq 0 ] || { say "still missing: ${packages[*]}"; exit 1; }
}
