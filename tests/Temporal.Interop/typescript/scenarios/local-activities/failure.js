const assert = require('node:assert/strict');

exports.run = async (t) => {
  await assert.rejects(t.execute('callLocal', 'failNonRetryable', []), ({ cause }) => cause.type === 'Refused');
};
