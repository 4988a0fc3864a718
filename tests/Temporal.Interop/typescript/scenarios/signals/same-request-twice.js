const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('counter');
  const request = { namespace: t.namespace, workflowExecution: { workflowId: handle.workflowId }, signalName: 'add', requestId: 'the same request' };
  await t.service.signalWorkflowExecution(request);
  await t.service.signalWorkflowExecution(request);
  await handle.signal('finish');
  assert.equal(await handle.result(), 1);
};
