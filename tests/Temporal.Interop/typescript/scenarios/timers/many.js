const assert = require('node:assert/strict');

exports.run = async (t) => {
  assert.equal(await t.execute('manyTimers', 60), 60);
};
