const assert = require('node:assert/strict');
const { ApplicationFailure } = require('@temporalio/common');
const { handedOut } = require('../../activities');

exports.run = async (t) => {
  const handle = await t.start('callActivity', 'outside', []);
  const { activityId } = await t.until(() => handedOut.get(handle.workflowId), 'the activity began');
  const id = { workflowId: handle.workflowId, activityId };
  await t.client.activity.complete(id, 'by id');
  assert.equal(await handle.result(), 'by id');

  const failing = await t.start('describeFailure', 'outside', []);
  const failed = await t.until(() => handedOut.get(failing.workflowId), 'the second activity began');
  await t.client.activity.fail({ workflowId: failing.workflowId, activityId: failed.activityId }, ApplicationFailure.nonRetryable('from outside'));
  assert.equal((await failing.result()).message, 'from outside');
};
