const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('answers');
  assert.deepEqual(await handle.query('echo', 1, 'two', { three: [3] }), [1, 'two', { three: [3] }]);
  await handle.signal('finish');
  await handle.result();
  assert.deepEqual(await handle.query('echo', 'closed'), ['closed']);
  assert.equal((await t.eventCounts(handle)).workflowExecutionSignaled, 1);
};
