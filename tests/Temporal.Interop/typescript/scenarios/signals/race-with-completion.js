const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('endsWhenCounted', 5);
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => handle.signal('add')));
  const accepted = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
  assert.ok(outcomes.every(({ status, reason }) => status === 'fulfilled' || reason.name === 'WorkflowNotFoundError'));
  const counted = await handle.result();
  const events = await t.eventCounts(handle);
  assert.equal(events.workflowExecutionSignaled, accepted, 'every acknowledged signal is in the history');
  assert.equal(counted, accepted, 'every acknowledged signal reached the workflow');
};
