#!/usr/bin/env bash
# Usage: packaging/test.sh [PYTEST ARGUMENTS]
# Installs what is missing, then runs every check, each with its time; fails if one of them failed.

. "$(dirname -- "$(readlink -f -- "$0")")/setup.sh"

install_packages "${app_packages[@]}" "${test_packages[@]}"
install_python_packages test -dev

cd "$root"
bin="$root/.venv/bin"
failed=()

step() {
    local name="$1" began="$SECONDS" verdict=ok
    shift
    printf '\n== %s\n' "$name"
    "$@" || { verdict=FAILED && failed+=("$name"); }
    printf '== %s: %s, %d s\n' "$name" "$verdict" "$((SECONDS - began))"
}

benches() {
    "$bin/python" -m pytest -q tests/bench
}

step "ruff check" "$bin/ruff" check .
step "ruff format" "$bin/ruff" format --check .
step "mypy" "$bin/mypy"
step "vulture" "$bin/vulture"
step "French catalogue" "$bin/python" packaging/catalogue.py missing
step "pytest" "$bin/python" -m pytest -q --durations=10 --cov=fablab_desk --cov-report= --ignore=tests/bench "$@"
step "coverage" "$bin/coverage" report --skip-covered --skip-empty
if [ $# -eq 0 ] && compgen -G "tests/bench/test_*.py" >/dev/null; then
    step "bench" benches
fi

if [ $# -eq 0 ]; then
    step "real window" "$bin/python" tests/stories/real_window.py
    step "real Wednesday" "$bin/python" tests/stories/real_wednesday.py
    step "real workshop" "$bin/python" tests/stories/real_workshop.py
fi

printf '\n%d s\n' "$SECONDS"
if [ "${#failed[@]}" -gt 0 ]; then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
printf 'OK\n'
