#!/usr/bin/env bash
# Measures the embedded Temporal server with the managed SDK on this machine and prints a table.
# Usage: temporal.sh [workflows] [apart]. Data go to $TMPDIR and are removed. "apart" puts server and worker in a process each.
set -euo pipefail
cd "$(dirname "$0")"

dotnet build --configuration Release --verbosity quiet --nologo -clp:NoSummary Temporal.Benchmarks >&2
exec Temporal.Benchmarks/bin/Release/net10.0/Temporal.Benchmarks "${@:-10000}"
