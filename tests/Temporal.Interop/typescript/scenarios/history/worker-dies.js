const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const { join } = require('node:path');

exports.run = async (t) => {
  const taskQueue = `worker dies ${randomUUID()}`;
  const doomed = spawn(process.execPath, [join(__dirname, '../../pairs/worker.js')], {
    env: { ...process.env, TEMPORAL_ADDRESS: t.site.address, TASK_QUEUE: taskQueue },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    const handle = await t.startWith({ taskQueue }, 'callActivity', 'silent', [], { heartbeatTimeout: '2s' });
    await t.until(async () => (await handle.describe()).raw.pendingActivities.some(({ heartbeatDetails }) => heartbeatDetails), 'the activity beat');
    doomed.kill('SIGKILL');
    const worker = await t.worker(taskQueue);
    assert.equal(await handle.result(), 'before the silence');
    await worker.stop();
  } finally {
    doomed.kill('SIGKILL');
  }
};
