const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  assert.equal(await t.execute('leavesActivityBehind', true), 'second run');
};
