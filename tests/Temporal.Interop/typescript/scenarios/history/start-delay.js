const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.startWith({ startDelay: '300ms' }, 'tells');
  const told = await handle.result();
  assert.equal(told.attempt, 1);
  assert.equal(told.workflowType, 'tells');
  assert.equal(told.taskQueue, t.queue);
  assert.equal(told.first, true);
};
