const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('patches');
  assert.equal(await handle.result(), true);
  assert.equal((await t.eventCounts(handle)).markerRecorded, 1);
};
