const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('waitsInHandler');
  for (const n of [1, 2, 3]) await handle.signal('add', n);
  assert.deepEqual((await handle.result()).sort(), [1, 2, 3]);
};
