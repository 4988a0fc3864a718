const assert = require('node:assert/strict');

exports.run = async (t) => {
  const quick = { initialInterval: '10ms', backoffCoefficient: 1 };
  const exhausted = await t.execute('describeFailure', 'failOfType', ['Any'], { retry: { ...quick, maximumAttempts: 2 } });
  assert.equal(exhausted.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
  const named = await t.execute('describeFailure', 'failOfType', ['Fatal'], { retry: { ...quick, nonRetryableErrorTypes: ['Fatal'] } });
  assert.equal(named.retryState, 'NON_RETRYABLE_FAILURE');
  const outOfTime = await t.execute('describeFailure', 'failOfType', ['Any'], { scheduleToCloseTimeout: '1s', retry: { initialInterval: '5s' } });
  assert.equal(outOfTime.retryState, 'TIMEOUT');
};
