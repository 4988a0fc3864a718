const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.startWith({ memo: { note: 'n' }, staticSummary: 'a summary' }, 'answers');
  await t.untilRunning(handle);
  const running = await handle.describe();
  assert.equal(running.status.name, 'RUNNING');
  assert.equal(running.type, 'answers');
  assert.equal(running.taskQueue, t.queue);
  assert.deepEqual(running.memo, { note: 'n' });
  assert.equal(await running.staticSummary(), 'a summary');
  await handle.terminate('enough');
  const ended = await handle.describe();
  assert.equal(ended.status.name, 'TERMINATED');
  assert.ok(ended.closeTime >= ended.startTime);
};
