const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('cancelledTimer');
  assert.equal(await handle.result(), 'cancelled');
  assert.equal((await t.eventCounts(handle)).timerCanceled, 1);
  const atOnce = await t.start('cancelledAtOnce');
  assert.equal(await atOnce.result(), 'cancelled');
  assert.equal((await t.eventCounts(atOnce)).timerStarted, undefined);
};
