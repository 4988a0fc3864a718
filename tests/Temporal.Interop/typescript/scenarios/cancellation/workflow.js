const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('cleansUp');
  await t.untilRunning(handle);
  await handle.cancel();
  await handle.cancel();
  await assert.rejects(handle.result(), ({ cause }) => cause.name === 'CancelledFailure');
  assert.equal(await t.status(handle), 'CANCELLED');
  const counts = await t.eventCounts(handle);
  assert.equal(counts.activityTaskCompleted, 1, 'the cleanup ran');
  assert.equal(counts.workflowExecutionCancelRequested, 1);
};
