const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

/** Runs on from the first workflow task: signals that came later are there, the random numbers are new. */
exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('counter');
  await t.untilRunning(handle);
  await handle.signal('add', 2);
  await handle.signal('add', 3);
  assert.equal(await handle.query('total'), 5);
  const first = (await t.events(handle)).find((event) => event.workflowTaskCompletedEventAttributes);
  const reset = async (requestId) => await t.service.resetWorkflowExecution({
    namespace: t.namespace,
    workflowExecution: { workflowId: handle.workflowId },
    workflowTaskFinishEventId: first.eventId,
    reason: 'the scenario wants it',
    requestId,
  });
  const requestId = randomUUID();
  const { runId } = await reset(requestId);
  assert.equal((await reset(requestId)).runId, runId);
  const again = t.client.workflow.getHandle(handle.workflowId, runId);
  assert.equal(await again.query('total'), 5);
  await again.signal('finish');
  assert.equal(await again.result(), 5);
  assert.equal((await t.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId).describe()).status.name, 'TERMINATED');
};
