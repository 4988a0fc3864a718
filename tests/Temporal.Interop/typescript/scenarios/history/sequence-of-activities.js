const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const n = 15;
  const handle = await t.start('manyActivities', n);
  await handle.result();
  const counts = await t.eventCounts(handle);
  for (const kind of ['activityTaskScheduled', 'activityTaskStarted', 'activityTaskCompleted']) assert.equal(counts[kind], n, kind);
  assert.equal(counts.workflowTaskScheduled, counts.workflowTaskCompleted);
};
