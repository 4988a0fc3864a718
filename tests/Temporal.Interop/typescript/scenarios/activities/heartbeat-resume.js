const assert = require('node:assert/strict');

exports.run = async (t) => {
  assert.deepEqual(await t.execute('callActivity', 'resume', [], { heartbeatTimeout: '30s' }), { row: 42 });
};
