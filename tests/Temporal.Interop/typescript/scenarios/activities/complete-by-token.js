const assert = require('node:assert/strict');
const { handedOut } = require('../../activities');

exports.run = async (t) => {
  const handle = await t.start('callActivity', 'outside', []);
  const info = await t.until(() => handedOut.get(handle.workflowId), 'the activity handed its token out');
  await t.client.activity.heartbeat(info.taskToken, 'still at it');
  await t.client.activity.complete(info.taskToken, 'from outside');
  assert.equal(await handle.result(), 'from outside');
  await assert.rejects(t.client.activity.complete(info.taskToken, 'twice'), { name: 'ActivityNotFoundError' });
};
