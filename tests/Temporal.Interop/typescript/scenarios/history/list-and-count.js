const assert = require('node:assert/strict');

exports.run = async (t) => {
  const one = await t.start('nothing');
  const two = await t.start('failOutright');
  await one.result();
  await assert.rejects(two.result());
  const both = `WorkflowId IN ('${one.workflowId}', '${two.workflowId}')`;
  assert.equal((await t.list(both)).length, 2);
  assert.equal((await t.client.workflow.count(both)).count, 2);
  assert.deepEqual((await t.list(`${both} AND ExecutionStatus = 'Failed'`)).map(({ workflowId }) => workflowId), [two.workflowId]);
  const { groups } = await t.client.workflow.count(`${both} GROUP BY ExecutionStatus`);
  assert.deepEqual(groups.map(({ count, groupValues: [[status]] }) => [status, count]).sort(), [['Completed', 1], ['Failed', 1]]);
  await assert.rejects(t.list('NoSuchAttribute = 1'), { name: 'ServiceError' });
};
