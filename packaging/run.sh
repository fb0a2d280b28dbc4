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

desk="$root/.venv/bin/fablab-desk"
tour="« $desk tour DOSSIER » dessine chaque vue dans un dossier."
case "${QT_QPA_PLATFORM:-}" in
    offscreen* | minimal* | vnc*) ;;
    *)
        if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
            fail "Tout est installé, mais il n’y a pas d’écran ici : $tour" \
                 "All is installed, but there is no screen here: “fablab-desk tour DIR” draws every view into a folder."
        fi
        ;;
esac

code=0
"$desk" "${arguments[@]}" || code=$?
if [ "$code" -eq 134 ]; then # Qt aborts where it cannot reach the display
    fail "Le comptoir s’est arrêté net. S’il ne s’est pas ouvert, l’écran « ${DISPLAY:-$WAYLAND_DISPLAY} » ne répond pas : $tour" \
         "The desk stopped at once. If it did not open, the screen does not answer."
fi
exit "$code"
