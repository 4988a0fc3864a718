const assert = require('node:assert/strict');

exports.run = async (t) => {
  assert.deepEqual(await t.execute('seesChildFail'), ['the child gives up', 'ChildGaveUp']);
};
