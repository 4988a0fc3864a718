const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('drawsNumbers');
  const before = await handle.result();
  const tasks = (await t.events(handle)).filter((event) => event.workflowTaskCompletedEventAttributes);
  const reset = async (event) => (await t.service.resetWorkflowExecution({
    namespace: t.namespace,
    workflowExecution: { workflowId: handle.workflowId },
    workflowTaskFinishEventId: event.eventId,
    reason: 'new numbers',
    requestId: randomUUID(),
  })).runId;
  const late = await t.client.workflow.getHandle(handle.workflowId, await reset(tasks[1])).result();
  assert.deepEqual(late.slice(0, 2), before.slice(0, 2), 'what was drawn before the point stays');
  assert.notDeepEqual(late.slice(2), before.slice(2), 'what is drawn after it is new');
};
