const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.startWith({ workflowTaskTimeout: '4s' }, 'outlivesItsTask', 6000);
  await handle.signal('add');
  assert.deepEqual(await handle.result(), ['Hello local', 'slow']);
  const counts = await t.eventCounts(handle);
  assert.ok(counts.workflowTaskCompleted > 1, 'the worker renewed the task');
};
