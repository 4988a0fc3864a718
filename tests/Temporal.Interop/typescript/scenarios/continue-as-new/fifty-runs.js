const assert = require('node:assert/strict');

/** A second each, at least: the server holds a chain to that. */
exports.run = async (t) => {
  const handle = await t.start('countsDown', 49);
  assert.equal(await handle.result(), true);
  assert.equal((await t.list(`WorkflowId = '${handle.workflowId}'`)).length, 50);
};
