const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('account');
  const once = { args: [3], updateId: 'the one deposit' };
  assert.deepEqual(await Promise.all([handle.executeUpdate('deposit', once), handle.executeUpdate('deposit', once)]), [3, 3]);
  assert.equal(await handle.executeUpdate('deposit', once), 3);
  await handle.signal('close');
  assert.equal(await handle.result(), 3);
  assert.equal((await t.eventCounts(handle)).workflowExecutionUpdateAccepted, 1);
};
