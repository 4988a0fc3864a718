const assert = require('node:assert/strict');
const { seen } = require('../../activities');

const cases = [
  ['waitForCancel', 'TRY_CANCEL', 'cancelled'],
  ['waitForCancel', 'WAIT_CANCELLATION_COMPLETED', 'cancelled'],
  ['waitForCancel', 'ABANDON', 'cancelled'],
];

exports.run = async (t) => {
  for (const [activity, type, outcome] of cases) {
    const handle = await t.start('cancelsActivity', activity, type);
    await t.until(() => seen.has(`${handle.workflowId} started`), 'the activity began');
    await handle.signal('started');
    assert.equal(await handle.result(), outcome, type);
    const counts = await t.eventCounts(handle);
    assert.equal(counts.activityTaskCancelRequested, type === 'ABANDON' ? undefined : 1, type);
    assert.equal(counts.activityTaskCanceled, type === 'WAIT_CANCELLATION_COMPLETED' ? 1 : undefined, type);
    await t.until(() => seen.has(`${handle.workflowId} cancelled`), `the activity of ${type} learnt that it is not wanted`);
  }
};
