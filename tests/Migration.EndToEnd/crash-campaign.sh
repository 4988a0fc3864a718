#!/usr/bin/env bash
# Kills hosts with -9 at random instants until enough kills counted. Usage: crash-campaign.sh [kills] [seed] [postgres]
# With `postgres`, the paths from, to and within PostgreSQL, where the database and the network fail as well.
set -euo pipefail
cd "$(dirname "$0")"

kills=${1:-500}
export MIGRATION_CRASH_SEED=${2:-$((RANDOM * 32768 + RANDOM))}
tests=Migration.EndToEnd.Crashes
# The tests share the kills: half each of the two on SQLite, a quarter on PostgreSQL.
if [ "${3:-}" = postgres ]; then
  tests=$tests.PostgresCrashTests
  kills=$((kills * 4))
else
  tests="$tests.&FullyQualifiedName!~Postgres"
fi
export MIGRATION_CRASH_KILLS=$kills
echo "kills: ${1:-500}, seed: $MIGRATION_CRASH_SEED"
exec dotnet test --nologo --filter "FullyQualifiedName~$tests" --logger "console;verbosity=detailed"
