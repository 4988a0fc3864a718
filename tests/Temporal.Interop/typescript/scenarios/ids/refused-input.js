const assert = require('node:assert/strict');

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;

exports.run = async (t) => {
  const valid = { namespace: t.namespace, workflowId: 'refused', workflowType: { name: 'nothing' }, taskQueue: { name: t.queue }, requestId: 'r' };
  const start = (change) => t.service.startWorkflowExecution({ ...valid, ...change });
  await assert.rejects(start({ workflowId: '' }), { code: INVALID_ARGUMENT });
  await assert.rejects(start({ workflowId: 'x'.repeat(2000) }), { code: INVALID_ARGUMENT });
  await assert.rejects(start({ taskQueue: { name: '' } }), { code: INVALID_ARGUMENT });
  await assert.rejects(start({ namespace: 'no such namespace' }), { code: NOT_FOUND });
  await assert.rejects(t.service.listSchedules({ namespace: t.namespace }), { code: UNIMPLEMENTED });
};
