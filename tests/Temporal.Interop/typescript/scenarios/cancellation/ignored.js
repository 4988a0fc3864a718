const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('ignoresCancel');
  await t.untilRunning(handle);
  await handle.cancel();
  assert.equal(await handle.result(), 'carried on');
};
