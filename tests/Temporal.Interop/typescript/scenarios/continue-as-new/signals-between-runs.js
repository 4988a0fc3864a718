const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('sumsOverRuns', 0, 30);
  const current = t.client.workflow.getHandle(handle.workflowId);
  await Promise.all(Array.from({ length: 30 }, () => current.signal('take', 1)));
  assert.equal(await handle.result(), 30);
};
