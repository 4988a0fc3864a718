// Replays the histories in the JSON files given as arguments, with the workflows of the scenarios.
const { readFileSync } = require('node:fs');
const { Worker } = require('@temporalio/worker');

async function main() {
  const workflowsPath = require.resolve('../workflows');
  for (const file of process.argv.slice(2)) {
    await Worker.runReplayHistory({ workflowsPath }, JSON.parse(readFileSync(file, 'utf8')));
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
