const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('countsDown', 4);
  assert.equal(await handle.result(), true);
  const runs = await t.list(`WorkflowId = '${handle.workflowId}'`);
  assert.deepEqual(runs.map(({ status }) => status.name).sort(), ['COMPLETED', ...Array(4).fill('CONTINUED_AS_NEW')]);
};
