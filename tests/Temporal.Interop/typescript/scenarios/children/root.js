const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('childOfChild');
  const { parent, root } = await handle.result();
  assert.equal(root, handle.workflowId);
  assert.notEqual(parent, handle.workflowId);
};
