const assert = require('node:assert/strict');

exports.run = async (t) => {
  const failure = await t.execute('describeFailure', 'nothing', [], { scheduleToStartTimeout: '200ms', taskQueue: 'nobody polls this' });
  assert.equal(failure.timeoutType, 'SCHEDULE_TO_START');
};
