const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('counter');
  await Promise.all(Array.from({ length: 500 }, () => handle.signal('add')));
  await handle.signal('finish');
  assert.equal(await handle.result(), 500);
};
