// The official worker with all workflows and activities of the scenarios, on the queue TASK_QUEUE until standard input ends.
const { NativeConnection, Runtime, Worker } = require('@temporalio/worker');
const { activities } = require('../activities');

async function main() {
  Runtime.install({ shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS });
  const worker = await Worker.create({
    connection, activities, taskQueue: process.env.TASK_QUEUE, workflowsPath: require.resolve('../workflows'), shutdownForceTime: '5s',
  });
  await worker.runUntil(new Promise((resolve) => process.stdin.on('end', resolve).resume()));
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
