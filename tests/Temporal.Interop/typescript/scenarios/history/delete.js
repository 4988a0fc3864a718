const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('nothing');
  await handle.result();
  await t.service.deleteWorkflowExecution({ namespace: t.namespace, workflowExecution: { workflowId: handle.workflowId } });
  await t.until(async () => (await t.list(`WorkflowId = '${handle.workflowId}'`)).length === 0, 'the workflow is gone');
  await assert.rejects(handle.describe(), { name: 'WorkflowNotFoundError' });
};
