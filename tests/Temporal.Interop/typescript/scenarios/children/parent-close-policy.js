const assert = require('node:assert/strict');

exports.run = async (t) => {
  const expected = { TERMINATE: 'TERMINATED', REQUEST_CANCEL: 'CANCELLED', ABANDON: 'RUNNING' };
  for (const [policy, status] of Object.entries(expected)) {
    const parent = await t.start('leavesChild', policy);
    await parent.result();
    const child = t.client.workflow.getHandle(`${parent.workflowId}/child`);
    await t.until(async () => (await t.status(child)) === status, `${policy} made the child ${status}`);
    if (status === 'RUNNING') await child.terminate();
    else await assert.rejects(child.result());
  }
};
