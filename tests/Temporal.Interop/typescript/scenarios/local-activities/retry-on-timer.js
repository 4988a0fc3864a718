const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('backsOffOnTimer');
  assert.equal(await handle.result(), 2);
  assert.equal((await t.eventCounts(handle)).timerFired, 1);
};
