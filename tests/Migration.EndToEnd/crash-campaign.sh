#!/usr/bin/env bash
# Kills hosts with -9 at random instants until enough kills counted. Usage: crash-campaign.sh [kills] [seed]
set -euo pipefail
cd "$(dirname "$0")"

export MIGRATION_CRASH_KILLS=${1:-500}
export MIGRATION_CRASH_SEED=${2:-$((RANDOM * 32768 + RANDOM))}
echo "kills: $MIGRATION_CRASH_KILLS, seed: $MIGRATION_CRASH_SEED"
exec dotnet test --nologo --filter "FullyQualifiedName~Migration.EndToEnd.Crashes" --logger "console;verbosity=detailed"
