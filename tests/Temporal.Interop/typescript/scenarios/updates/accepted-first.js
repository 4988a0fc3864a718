const assert = require('node:assert/strict');
const { WorkflowUpdateStage } = require('@temporalio/client');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('account');
  const update = await handle.startUpdate('held', { waitForStage: WorkflowUpdateStage.ACCEPTED, updateId: 'held' });
  const elsewhere = handle.getUpdateHandle('held').result();
  await handle.signal('release');
  assert.equal(await update.result(), 'released');
  assert.equal(await elsewhere, 'released');
  await handle.signal('close');
  await handle.result();
};
