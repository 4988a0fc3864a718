#!/usr/bin/env bash
# Kills server and worker with -9 at random instants under load. Usage: fault-campaign.sh [kills] [seed]
set -euo pipefail
cd "$(dirname "$0")"

export TEMPORAL_FAULT_KILLS=${1:-100}
export TEMPORAL_FAULT_SEED=${2:-$((RANDOM * 32768 + RANDOM))}
echo "kills: $TEMPORAL_FAULT_KILLS, seed: $TEMPORAL_FAULT_SEED"
exec dotnet test --nologo --logger "console;verbosity=detailed"
