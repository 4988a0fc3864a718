const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const drawn = await t.execute('drawsNumbers');
  assert.equal(new Set(drawn).size, 4);
};
