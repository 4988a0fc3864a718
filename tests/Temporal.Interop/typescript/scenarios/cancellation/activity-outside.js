const assert = require('node:assert/strict');
const { handedOut } = require('../../activities');

exports.run = async (t) => {
  const handle = await t.start('cancelsActivity', 'outside', 'WAIT_CANCELLATION_COMPLETED');
  const { taskToken } = await t.until(() => handedOut.get(handle.workflowId), 'the activity handed its token out');
  await t.client.activity.heartbeat(taskToken, 'nobody wants to cancel yet');
  await handle.signal('started');
  await t.until(async () => (await t.eventCounts(handle)).activityTaskCancelRequested, 'the workflow asked for the cancellation');
  await assert.rejects(t.client.activity.heartbeat(taskToken), { name: 'ActivityCancelledError' });
  await t.client.activity.reportCancellation(taskToken, 'details');
  assert.equal(await handle.result(), 'cancelled');
};
