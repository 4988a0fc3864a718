const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  assert.deepEqual(await t.execute('localsAndTimers'), ['Hello a', 'Hello c']);
};
