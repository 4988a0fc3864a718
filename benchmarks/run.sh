#!/usr/bin/env bash
# Measures the product against the sqlite3 shell on this machine and prints a table. Usage: run.sh [rows]
# Needs dotnet and the sqlite3 shell; data go to $TMPDIR and are removed.
set -euo pipefail
cd "$(dirname "$0")"

command -v sqlite3 >/dev/null || { echo "run.sh: the sqlite3 shell is needed for the raw alternative (apt-get install sqlite3)" >&2; exit 1; }
exec dotnet run --configuration Release --project Migration.Benchmarks -- "${1:-2000000}"
