const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('callLocal', 'greet', ['local']);
  assert.equal(await handle.result(), 'Hello local');
  const counts = await t.eventCounts(handle);
  assert.equal(counts.markerRecorded, 1);
  assert.equal(counts.activityTaskScheduled, undefined);
};
