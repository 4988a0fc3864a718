const assert = require('node:assert/strict');

exports.run = async (t) => {
  const workflowId = t.newId();
  const again = (workflowIdReusePolicy, type) => t.startWith({ workflowId, workflowIdReusePolicy }, type);
  const refused = { name: 'WorkflowExecutionAlreadyStartedError' };
  await (await again('ALLOW_DUPLICATE', 'nothing')).result();
  await assert.rejects(again('REJECT_DUPLICATE', 'nothing'), refused);
  await assert.rejects(again('ALLOW_DUPLICATE_FAILED_ONLY', 'nothing'), refused);
  await assert.rejects((await again('ALLOW_DUPLICATE', 'failOutright')).result());
  await assert.rejects(again('REJECT_DUPLICATE', 'nothing'), refused);
  await (await again('ALLOW_DUPLICATE_FAILED_ONLY', 'nothing')).result();
  assert.equal((await t.list(`WorkflowId = '${workflowId}'`)).length, 3);
};
