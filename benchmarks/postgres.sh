#!/usr/bin/env bash
# Measures the product with PostgreSQL against what people use for it, and prints a table. Usage: postgres.sh [rows] [strategy]
# Needs dotnet, the sqlite3 shell and PostgreSQL with pgbench; pgloader and pgcopydb are measured where they are installed.
# It starts a server of its own; data go to $TMPDIR and are removed. The default strategy is the best that the product takes.
set -euo pipefail
cd "$(dirname "$0")"

command -v sqlite3 >/dev/null || { echo "postgres.sh: the sqlite3 shell is needed for the raw alternative (apt-get install sqlite3)" >&2; exit 1; }
for program in psql pg_dump pgbench; do
  command -v $program >/dev/null || { echo "postgres.sh: $program is needed (apt-get install postgresql)" >&2; exit 1; }
done
exec dotnet run --configuration Release --project Migration.Benchmarks -- postgres "${1:-2000000}" ${2:+"$2"}
