#!/usr/bin/env bash
# Kills hosts with -9 at random instants until enough kills counted. Usage: crash-campaign.sh [kills] [seed] [postgres|shards|snowflake]
# With `postgres`, the paths from, to and within PostgreSQL, where the database and the network fail as well; with
# `shards` the same paths by the strategy PARALLEL, with tables large enough to be cut; with `snowflake` the paths from, to
# and within an emulated account, where answers are lost, requests turned away and tokens expire besides.
set -euo pipefail
cd "$(dirname "$0")"

kills=${1:-500}
export MIGRATION_CRASH_SEED=${2:-$((RANDOM * 32768 + RANDOM))}
tests=Migration.EndToEnd.Crashes
# The tests share the kills: half each of the two on SQLite, a quarter on PostgreSQL, an eighth for shards there, a twelfth on Snowflake.
case "${3:-}" in
  postgres) tests=$tests.PostgresCrashTests kills=$((kills * 4)) ;;
  snowflake) tests=$tests.SnowflakeCrashTests kills=$((kills * 12)) ;;
  shards) tests=$tests.PostgresShardCrashTests kills=$((kills * 8)) ;;
  *) tests="$tests.&FullyQualifiedName!~Postgres&FullyQualifiedName!~Snowflake" ;;
esac
export MIGRATION_CRASH_KILLS=$kills
echo "kills: ${1:-500}, seed: $MIGRATION_CRASH_SEED"
exec dotnet test --nologo --filter "FullyQualifiedName~$tests" --logger "console;verbosity=detailed"
