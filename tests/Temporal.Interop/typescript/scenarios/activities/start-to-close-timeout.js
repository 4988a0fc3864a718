const assert = require('node:assert/strict');

exports.run = async (t) => {
  const failure = await t.execute('describeFailure', 'hang', [], { startToCloseTimeout: '300ms' });
  assert.equal(failure.timeoutType, 'START_TO_CLOSE');
  assert.equal(failure.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
};
