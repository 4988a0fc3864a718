const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  assert.equal(await t.execute('sleeps', 20), true);
  assert.equal(await t.execute('conditionTimesOut'), false);
};
