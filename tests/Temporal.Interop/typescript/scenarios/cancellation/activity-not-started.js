const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('neverStartedActivity');
  assert.equal(await handle.result(), 'cancelled');
  assert.equal((await t.eventCounts(handle)).activityTaskCanceled, 1);
};
