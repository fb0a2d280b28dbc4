# Sourced by run.sh and test.sh: brings the system packages and .venv up to what the project needs.
# The second time it asks nothing of the network. Each failure is one sentence, in French first.

set -euo pipefail
unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE

root="$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
log="$root/.setup/log.txt"

app_packages=(
    libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libfontconfig1 libglib2.0-0 libdbus-1-3
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libcups2 fonts-inter
    python3-venv ca-certificates
)
test_packages=(
    xvfb xauth openbox xdotool x11-xkb-utils imagemagick poppler-utils zbar-tools postgresql
    at-spi2-core gir1.2-atspi-2.0 python3-gi dbus
)

tell() { printf '%s\n%s\n' "$1" "$2" >&2; }

fail() {
    tell "✗ $1" "  ($2)"
    exit 1
}

fail_with_log() {
    tail -n 6 "$log" | cut -c1-200 | sed 's/^/    /' >&2
    if grep -qiE 'no space left|os error 28' "$log"; then
        fail "Le disque est plein : libérer de la place, puis recommencer. Détails : $log" \
             "The disk is full: make room, then run this again."
    elif grep -qiE 'resolv|name resolution|dns error|unreachable|connect' "$log"; then
        fail "Le réseau ne répond pas : vérifier la connexion à Internet, puis recommencer. Détails : $log" \
             "The network does not answer: check the connection, then run this again."
    fi
    fail "$1 Détails : $log" "$2"
}

# Debian 13 and Ubuntu 24.04 renamed some libraries: either name will do.
missing_packages() {
    local installed name
    installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' 2>/dev/null) "
    for name in "$@"; do
        case "$installed" in
            *" installed=$name "* | *" installed=${name}t64 "*) ;;
            *) printf '%s\n' "$name" ;;
        esac
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1
}

install_packages() {
    local missing name wanted=()
    if ! command -v dpkg-query >/dev/null; then
        tell "! Système sans dpkg : les bibliothèques système ne sont pas vérifiées." \
             "  (No dpkg here: the system libraries are not checked.)"
        return
    fi
    missing="$(missing_packages "$@")"
    [ -n "$missing" ] || return 0
    may_write
    tell "→ Paquets du système à installer : ${missing//$'\n'/ }" "  (installing system packages)"
    if [ "$(id -u)" -ne 0 ] && ! as_root true 2>>"$log"; then
        fail "Il manque des paquets et le droit de les installer. En tant qu’administrateur : apt-get install ${missing//$'\n'/ }" \
             "Packages are missing, and so is the right to install them: run the command above as root."
    fi
    apt update || fail_with_log "La liste des paquets du système n’a pas pu être mise à jour." \
        "The list of system packages could not be brought up to date."
    for name in $missing; do
        apt-cache show --no-all-versions "${name}t64" >/dev/null 2>&1 && name="${name}t64"
        wanted+=("$name")
    done
    apt install --no-install-recommends "${wanted[@]}" || fail_with_log \
        "Les paquets du système n’ont pas pu être installés." "The system packages could not be installed."
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
            2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Il faut Python 3.11, 3.12 ou 3.13, avec venv." "Python 3.11, 3.12 or 3.13 with venv is needed."
}

may_write() {
    { mkdir -p "$root/.setup" && : >"$log"; } 2>/dev/null || fail \
        "Pas le droit d’écrire dans $root : le copier dans un dossier à soi, ou en demander le droit." \
        "No right to write in $root: copy it to a folder of yours, or ask for the right."
}

# What .venv must have been made from; it differs when a file changed or the folder moved.
state_of() {
    (cd "$root" && cat "$@" pyproject.toml packaging/setup.sh && pwd) | sha256sum | cut -c1-64
}

is_ready() {
    local stamp="$root/.venv/setup-stamp"
    [ -f "$stamp" ] && grep -qx "$1 $2" "$stamp" && "$root/.venv/bin/python" -c '' 2>/dev/null
}

install_python_packages() {
    local kind="$1" file="packaging/requirements${2:-}.txt" state python free
    state="$(state_of "$file")"
    ! is_ready "$kind" "$state" || return 0
    may_write
    exec 9>"$root/.setup/lock"
    flock 9
    ! is_ready "$kind" "$state" || return 0
    free="$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1024) }')"
    if [ "$free" -lt 2000 ] && [ ! -d "$root/.venv" ]; then
        fail "Il reste $free Mo sur ce disque ; il en faut 2 000." "2,000 MB of disk are needed, $free are left."
    fi
    python="$(find_python)"
    tell "→ Paquets Python (quelques minutes la première fois)…" "  (Python packages; minutes the first time)"
    (
        cd "$root" &&
            bootstrap_uv "$python" &&
            rm -f .venv/setup-stamp &&
            { stands_here .venv || uv venv --clear --python "$python" .venv; } &&
            { sync "$file" --offline || sync "$file"; } &&
            uv pip install --python .venv/bin/python --offline --no-deps --no-build-isolation -e .
    ) >>"$log" 2>&1 || fail_with_log \
        "Les paquets Python n’ont pas pu être installés." "The Python packages could not be installed."
    stamp "$kind" "$state"
    exec 9>&-
}

# False after the folder was moved or the system's Python replaced.
stands_here() { "$1/bin/python" -c '' && grep -qF "$root/$1" "$1/bin/activate"; }

sync() { uv pip sync --python .venv/bin/python --require-hashes "$@"; }

uv() { UV_PYTHON_DOWNLOADS=never UV_HTTP_TIMEOUT=120 "$root/.setup/uv/bin/uv" --no-progress "$@"; }

bootstrap_uv() {
    cmp -s packaging/requirements-uv.txt .setup/uv/installed.txt && uv --version && return
    rm -rf .setup/uv
    "$1" -m venv .setup/uv &&
        .setup/uv/bin/python -m pip install -q --retries 2 --require-hashes -r packaging/requirements-uv.txt &&
        cp packaging/requirements-uv.txt .setup/uv/installed.txt
}

# The packages of the tests contain those of the program.
stamp() {
    printf '%s %s\n' "$1" "$2" >"$root/.venv/setup-stamp"
    if [ "$1" = test ]; then
        printf 'run %s\n' "$(state_of packaging/requirements.txt)" >>"$root/.venv/setup-stamp"
    fi
}
