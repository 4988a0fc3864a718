#!/usr/bin/env bash
# Moves one wide table into the emulated account by staged files, with the defaults of a plan and the driver that has PUT
# (Snowflake.Data), and prints the files, the time and the most memory of the product. Usage: snowflake-files.sh [megabytes] [kill]
# With `kill` the product is killed while a file is written, put and loaded, and while its ranges are moved; whatever is lost,
# comes twice or is left behind then is an error. Where no feed has the package, SNOWFLAKE_DATA_FEED is a folder that has it
# (CONTRIBUTING.md). Needs Linux, dotnet and PostgreSQL 15; data go to a folder in $TMPDIR and are removed.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$PWD/artifacts/official
NUGET_PACKAGES=$PWD/artifacts/packages dotnet build benchmarks/Snowflake.Benchmarks --configuration Release --nologo --verbosity quiet -p:SnowflakeDriver=official \
  -p:RestoreAdditionalProjectSources="${SNOWFLAKE_DATA_FEED:-}" -p:UseArtifactsOutput=true -p:ArtifactsPath="$out"
TMPDIR=$(mktemp -d) && export TMPDIR && trap 'rm -rf "$TMPDIR"' EXIT
# PostgreSQL may run as another user.
chmod 755 "$TMPDIR"
dotnet "$out/bin/Snowflake.Benchmarks/release/Snowflake.Benchmarks.dll" files "${1:-400}" "${2:-}"
