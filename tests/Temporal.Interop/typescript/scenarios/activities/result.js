const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  assert.equal(await t.execute('callActivity', 'greet', ['World']), 'Hello World');
  assert.equal(await t.execute('callActivity', 'nothing', []), undefined);
  assert.equal(await t.execute('nothing'), undefined);
};
