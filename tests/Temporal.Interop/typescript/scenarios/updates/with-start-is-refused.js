const assert = require('node:assert/strict');
const { WithStartWorkflowOperation } = require('@temporalio/client');

const UNIMPLEMENTED = 12;

/** What the server does not serve is refused by name, and nothing is left behind. */
exports.run = async (t) => {
  const startWorkflowOperation = new WithStartWorkflowOperation('account', { ...t.options({ workflowIdConflictPolicy: 'FAIL' }), args: [] });
  startWorkflowOperation.workflowHandle().catch(() => undefined);
  await assert.rejects(
    t.client.workflow.executeUpdateWithStart('deposit', { args: [1], startWorkflowOperation }),
    ({ code, cause }) => (cause?.code ?? code) === UNIMPLEMENTED,
  );
  const [id] = t.startedIds;
  assert.equal((await t.list(`WorkflowId = '${id}'`)).length, 0);
};
