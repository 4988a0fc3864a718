#!/usr/bin/env bash
# Counts what the product asks of Snowflake on each path, on the emulated account, and prints a table. Usage: snowflake.sh [rows] [turns]
# Needs dotnet and PostgreSQL 15, on which the emulator runs; data go to $TMPDIR and are removed.
set -euo pipefail
cd "$(dirname "$0")"

exec dotnet run --configuration Release --project Snowflake.Benchmarks -- "${1:-100000}" "${2:-3}"
