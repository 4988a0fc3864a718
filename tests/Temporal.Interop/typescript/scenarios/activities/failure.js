const assert = require('node:assert/strict');

exports.run = async (t) => {
  assert.deepEqual(await t.execute('describeFailure', 'failNonRetryable', []), {
    retryState: 'NON_RETRYABLE_FAILURE',
    activityType: 'failNonRetryable',
    kind: 'ApplicationFailure',
    message: 'refused',
    type: 'Refused',
    details: ['a detail', 7],
  });
  await assert.rejects(t.execute('failOutright'), ({ cause }) => {
    assert.equal(cause.type, 'GaveUp');
    assert.deepEqual(cause.details, [{ at: 3 }]);
    return true;
  });
  await assert.rejects(t.execute('callActivity', 'failNonRetryable', []), ({ cause }) => cause.cause.message === 'refused');
};
