const assert = require('node:assert/strict');

exports.run = async (t) => {
  for (const type of ['WAIT_CANCELLATION_COMPLETED', 'WAIT_CANCELLATION_REQUESTED', 'TRY_CANCEL', 'ABANDON']) {
    const parent = await t.start('cancelsChild', type);
    assert.equal(await parent.result(), 'cancelled', type);
    const child = t.client.workflow.getHandle(`${parent.workflowId}/child`);
    await t.until(async () => (await t.status(child)) !== 'RUNNING', `the child of ${type} ended`);
    // An abandoned child was not cancelled; its parent's end terminates it.
    if (type === 'ABANDON') assert.equal(await t.status(child), 'TERMINATED');
    if (type.startsWith('WAIT')) assert.equal(await t.status(child), 'CANCELLED');
  }
};
