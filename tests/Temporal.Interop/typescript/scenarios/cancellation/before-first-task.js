const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

exports.run = async (t) => {
  const taskQueue = `starts late ${randomUUID()}`;
  const handle = await t.startWith({ taskQueue }, 'cleansUp');
  await handle.cancel();
  const worker = await t.worker(taskQueue);
  await assert.rejects(handle.result(), ({ cause }) => cause.name === 'CancelledFailure');
  await worker.stop();
};
