const assert = require('node:assert/strict');
const { WorkflowUpdateStage } = require('@temporalio/client');

exports.run = async (t) => {
  const ending = await t.start('endsInUpdate');
  assert.equal(await ending.executeUpdate('end'), 'ended');
  await ending.result();
  await assert.rejects(ending.executeUpdate('end'), { name: 'WorkflowNotFoundError' });

  const terminated = await t.start('account');
  const held = await terminated.startUpdate('held', { waitForStage: WorkflowUpdateStage.ACCEPTED });
  await terminated.terminate('no more');
  await assert.rejects(held.result());
};
