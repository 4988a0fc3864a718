const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('changesItsType');
  assert.equal(await handle.result(), 42);
  const { type, memo } = await handle.describe();
  assert.equal(type, 'doubles');
  assert.deepEqual(memo, { changed: true });
};
