const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('takesAnySignal');
  await handle.signal('one', 1);
  await handle.signal('two', 2, 'b');
  await handle.signal('three');
  assert.deepEqual(await handle.result(), [['one', 1], ['two', 2, 'b'], ['three']]);
};
