const assert = require('node:assert/strict');

exports.run = async (t) => {
  const request = {
    namespace: t.namespace,
    workflowId: t.newId(),
    workflowType: { name: 'nothing' },
    taskQueue: { name: t.queue },
    requestId: 'the same request',
  };
  const [first, second] = [await t.service.startWorkflowExecution(request), await t.service.startWorkflowExecution(request)];
  assert.equal(second.runId, first.runId);
  await t.client.workflow.getHandle(request.workflowId).result();
};
