const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('callActivity', 'failUntil', [3]);
  assert.equal(await handle.result(), 3);
  const events = await t.events(handle);
  const started = events.map((event) => event.activityTaskStartedEventAttributes).filter(Boolean);
  assert.equal(started.length, 1, 'only the last attempt is in the history');
  assert.equal(started[0].attempt, 3);
  assert.match(started[0].lastFailure.message, /attempt 2 fails/);
};
