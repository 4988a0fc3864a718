const assert = require('node:assert/strict');

exports.run = async (t) => {
  const retry = { initialInterval: '10ms', maximumAttempts: 3 };
  const handle = await t.startWith({ retry }, 'secondRunSucceeds');
  assert.equal(await handle.result(), 2);
  const refused = await t.startWith({ retry }, 'failOutright');
  await assert.rejects(refused.result());
  assert.equal((await t.list(`WorkflowId = '${refused.workflowId}'`)).length, 1, 'what is not retryable ran once');
};
