#!/usr/bin/env bash
# Usage: packaging/run.sh [--demo] [DATABASE]
# Installs what is missing, then opens the desk. DATABASE is a file or a PostgreSQL URL.

. "$(dirname -- "$(readlink -f -- "$0")")/setup.sh"

arguments=()
for argument in "$@"; do
    case "$argument" in
        --demo) arguments+=(--demo) ;;
        -h | --help)
            tell "packaging/run.sh [--demo] [BASE]  installe ce qui manque, puis ouvre le comptoir." \
                 "packaging/run.sh [--demo] [DATABASE]  installs what is missing, then opens the desk."
            exit 0
            ;;
        -*) fail "Option inconnue : $argument. Usage : packaging/run.sh [--demo] [BASE]" "Unknown option." ;;
        *) arguments+=(--database "$argument") ;;
    esac
done

install_packages "${app_packages[@]}"
install_python_packages run

case "${QT_QPA_PLATFORM:-}" in
    offscreen* | minimal* | vnc*) ;;
    *)
        if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
            fail "Tout est installé, mais il n’y a pas d’écran ici : « $root/.venv/bin/fablab-desk tour DOSSIER » dessine chaque écran dans un dossier." \
                 "All is installed, but there is no screen here: “fablab-desk tour DIR” draws every screen into a folder."
        fi
        ;;
esac
exec "$root/.venv/bin/fablab-desk" "${arguments[@]}"
