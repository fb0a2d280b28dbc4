#!/usr/bin/env bash
# Pins every package with its hashes: packaging/pin.sh [--upgrade]. Needs the network and uv.

set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "$0")")/.."

compile() {
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --no-header --quiet "$@"
}

printf 'uv==0.*\n' | compile - --output-file packaging/requirements-uv.txt "$@"
compile pyproject.toml --group build --output-file packaging/requirements.txt "$@"
compile pyproject.toml --group build --group dev --constraint packaging/requirements.txt \
    --output-file packaging/requirements-dev.txt "$@"
if grep -nE '://' packaging/requirements*.txt; then
    echo "An address has slipped in." >&2
    exit 1
fi
