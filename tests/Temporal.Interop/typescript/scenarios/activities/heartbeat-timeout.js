const assert = require('node:assert/strict');

exports.run = async (t) => {
  const timeout = { heartbeatTimeout: '1s' };
  assert.equal(await t.execute('callActivity', 'silent', [], timeout), 'before the silence');
  const failure = await t.execute('describeFailure', 'silent', [], timeout);
  assert.equal(failure.timeoutType, 'HEARTBEAT');
  assert.equal(failure.heartbeat, 'before the silence');
};
