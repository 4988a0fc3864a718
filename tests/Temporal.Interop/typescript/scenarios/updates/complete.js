const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('account');
  assert.equal(await handle.executeUpdate('deposit', { args: [5] }), 5);
  assert.equal(await handle.executeUpdate('deposit', { args: [2] }), 7);
  assert.equal(await handle.executeUpdate('greetBy', { args: ['update'] }), 'Hello update');
  await handle.signal('close');
  assert.equal(await handle.result(), 7);
  const counts = await t.eventCounts(handle);
  assert.equal(counts.workflowExecutionUpdateAccepted, 3);
  assert.equal(counts.workflowExecutionUpdateCompleted, 3);
};
