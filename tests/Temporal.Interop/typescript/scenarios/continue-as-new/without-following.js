const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('countsDown', 1);
  const first = t.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId, { followRuns: false });
  await assert.rejects(first.result(), { name: 'WorkflowExecutionContinuedAsNewError' });
  assert.equal(await handle.result(), true);
};
