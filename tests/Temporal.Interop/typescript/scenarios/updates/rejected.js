const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('account');
  await assert.rejects(handle.executeUpdate('deposit', { args: [-1] }), ({ cause }) => cause.type === 'NotPositive');
  await assert.rejects(handle.executeUpdate('never defined'), { name: 'WorkflowUpdateFailedError' });
  await handle.signal('close');
  assert.equal(await handle.result(), 0);
  assert.equal((await t.eventCounts(handle)).workflowExecutionUpdateAccepted, undefined);
};
