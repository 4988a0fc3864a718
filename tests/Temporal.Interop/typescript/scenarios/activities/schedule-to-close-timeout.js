const assert = require('node:assert/strict');

exports.run = async (t) => {
  const failure = await t.execute('describeFailure', 'hang', [], {
    scheduleToCloseTimeout: '1500ms',
    startToCloseTimeout: '500ms',
    retry: { initialInterval: '10ms' },
  });
  assert.equal(failure.timeoutType, 'SCHEDULE_TO_CLOSE');
};
