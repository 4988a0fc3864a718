const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const parent = await t.start('waitsForChild');
  const child = t.client.workflow.getHandle(`${parent.workflowId}/child`);
  await t.until(async () => (await t.eventCounts(parent)).childWorkflowExecutionStarted, 'the child began');
  await parent.cancel();
  await assert.rejects(parent.result(), ({ cause }) => cause.name === 'CancelledFailure' || cause.cause?.name === 'CancelledFailure');
  assert.equal(await t.status(parent), 'CANCELLED');
  assert.equal(await t.status(child), 'CANCELLED');
};
