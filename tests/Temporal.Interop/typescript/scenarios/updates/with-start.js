const assert = require('node:assert/strict');
const { WithStartWorkflowOperation } = require('@temporalio/client');

exports.uncached = true;
exports.run = async (t) => {
  const options = t.options({ workflowIdConflictPolicy: 'USE_EXISTING' });
  const deposit = async (amount, operation) => await t.client.workflow.executeUpdateWithStart(
    'deposit', { args: [amount], startWorkflowOperation: operation });
  const first = new WithStartWorkflowOperation('account', { ...options, args: [] });
  assert.equal(await deposit(3, first), 3);
  const second = new WithStartWorkflowOperation('account', { ...options, args: [] });
  assert.equal(await deposit(4, second), 7);
  const [handle, again] = [await first.workflowHandle(), await second.workflowHandle()];
  assert.equal(again.signaledRunId ?? again.firstExecutionRunId, handle.signaledRunId ?? handle.firstExecutionRunId);

  const refused = new WithStartWorkflowOperation('account', { ...options, workflowIdConflictPolicy: 'FAIL', args: [] });
  refused.workflowHandle().catch(() => undefined);
  await assert.rejects(deposit(5, refused), { name: 'WorkflowExecutionAlreadyStartedError' });
  await handle.signal('close');
  assert.equal(await t.client.workflow.result(options.workflowId), 7);
};
