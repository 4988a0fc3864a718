const assert = require('node:assert/strict');

exports.run = async (t) => {
  const workflowId = t.newId();
  const first = await t.startWith({ workflowId }, 'waitsForEver');
  await assert.rejects(t.startWith({ workflowId }, 'waitsForEver'), { name: 'WorkflowExecutionAlreadyStartedError' });
  const same = await t.startWith({ workflowId, workflowIdConflictPolicy: 'USE_EXISTING' }, 'waitsForEver');
  assert.equal(same.firstExecutionRunId, first.firstExecutionRunId);
  const next = await t.startWith({ workflowId, workflowIdConflictPolicy: 'TERMINATE_EXISTING' }, 'waitsForEver');
  assert.notEqual(next.firstExecutionRunId, first.firstExecutionRunId);
  assert.equal(await t.status(t.client.workflow.getHandle(workflowId, first.firstExecutionRunId)), 'TERMINATED');
  await next.terminate();
};
