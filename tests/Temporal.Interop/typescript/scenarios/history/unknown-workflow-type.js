const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('a type that no worker has');
  await t.until(async () => (await t.eventCounts(handle)).workflowTaskFailed, 'the worker refused the type');
  assert.equal((await t.eventCounts(handle)).workflowTaskFailed, 1);
  await handle.terminate();
  t.startedIds.clear();
};
