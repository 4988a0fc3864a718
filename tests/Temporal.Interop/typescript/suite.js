// Runs every scenario against the server at TEMPORAL_ADDRESS and writes an array with one object for each to the file OUTCOMES
// (standard output belongs to the SDK's log): {"scenario": "timers/cancelled", "error": null, "replayed": 2, "milliseconds": 120}.
// Arguments are names of scenarios to run alone.
const { readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Connection, Client } = require('@temporalio/client');
const { DefaultLogger, NativeConnection, Runtime, Worker, bundleWorkflowCode } = require('@temporalio/worker');
const { Scenario } = require('./scenario');
const { activities } = require('./activities');

const PATIENCE = 300_000;
const AT_ONCE = 8;
const quiet = new DefaultLogger(process.env.INTEROP_LOG ?? 'ERROR', ({ level, message, meta }) => console.error(level, message, meta?.error ?? ''));

async function main() {
  Runtime.install({ logger: quiet, shutdownSignals: [] });
  const site = await open(process.env.TEMPORAL_ADDRESS);
  const names = allScenarios().filter((name) => process.argv.length < 3 || process.argv.slice(2).includes(name));
  const finished = [];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) finished.push(await run(name, site));
  }));
  await replay(site, finished);
  writeFileSync(process.env.OUTCOMES, JSON.stringify(finished.map(({ scenario, error, replayed, milliseconds }) => (
    { scenario, error: error === null ? null : describe(error), replayed, milliseconds }))));
  await Promise.allSettled(site.closing.map((close) => close()));
}

function allScenarios() {
  const root = join(__dirname, 'scenarios');
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(root, name)).filter((file) => file.endsWith('.js')).map((file) => `${name}/${file.slice(0, -3)}`))
    .sort();
}

async function open(address) {
  const connection = await Connection.connect({ address });
  await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: { InteropKeyword: 2, InteropNumber: 3 } });
  const native = await NativeConnection.connect({ address });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./workflows'), logger: quiet });
  const site = {
    address,
    connection,
    client: new Client({ connection }),
    workflowBundle,
    workerOptions: {
      connection: native, workflowBundle, activities, maxHeartbeatThrottleInterval: '100ms', shutdownGraceTime: 1, shutdownForceTime: '5s',
    },
    closing: [],
  };
  const workers = new Scenario('suite', site);
  await workers.worker('cached');
  // Without a cache this worker may drop a workflow whose local activity still runs ("This is an SDK bug", says its log);
  // the task goes unanswered, and the server gives it out again when its time is over.
  await workers.worker('uncached', { maxCachedWorkflows: 0 });
  return site;
}

async function run(scenario, site) {
  const { run: body, uncached } = require(`./scenarios/${scenario}`);
  const began = Date.now();
  const outcome = { scenario, error: null, replayed: 0, histories: [] };
  await Promise.all((uncached ? ['cached', 'uncached'] : ['cached']).map(async (queue) => {
    const context = new Scenario(`${scenario}/${queue}`, site, queue);
    try {
      await withPatience(body(context), scenario);
      outcome.histories.push(...(await histories(context)));
    } catch (error) {
      outcome.error ??= error;
    }
  }));
  outcome.milliseconds = Date.now() - began;
  console.log(`${scenario}: ${outcome.milliseconds} ms ${outcome.error ?? ''}`);
  return outcome;
}

async function withPatience(promise, what) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end in ${PATIENCE / 1000} s.`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Every run of every workflow of the scenario, children included, as the server exports it. */
async function histories(context) {
  const found = new Map();
  for (const id of context.startedIds) {
    for (const run of await context.list(`WorkflowId = '${id}' OR RootWorkflowId = '${id}'`)) found.set(run.runId, run);
  }
  return await Promise.all([...found.values()].map(async ({ workflowId, runId }) => ({
    workflowId,
    runId,
    history: await context.client.workflow.getHandle(workflowId, runId).fetchHistory(),
  })));
}

async function replay(site, finished) {
  const owners = new Map();
  const all = [];
  for (const outcome of finished) {
    for (const { workflowId, runId, history } of outcome.histories.filter(wasWorkedOn)) {
      owners.set(runId, outcome);
      all.push({ workflowId, history });
    }
  }
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle: site.workflowBundle }, all)) {
    const outcome = owners.get(runId);
    outcome.replayed++;
    if (error) outcome.error ??= error;
  }
}

function wasWorkedOn({ history }) {
  return history.events.some((event) => event.workflowTaskCompletedEventAttributes);
}

function describe(error) {
  return error.cause ? `${error.stack}\n  caused by ${describe(error.cause)}` : String(error.stack ?? error);
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(2);
});
