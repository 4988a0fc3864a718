const assert = require('node:assert/strict');

exports.run = async (t) => {
  assert.equal(await t.execute('callActivity', 'failWithDelay', [], { retry: { initialInterval: '1h' } }), 2);
};
