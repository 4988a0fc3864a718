const assert = require('node:assert/strict');
const { Client, QueryRejectCondition } = require('@temporalio/client');

exports.run = async (t) => {
  const handle = await t.start('answers');
  const client = new Client({ connection: t.site.connection, workflow: { queryRejectCondition: QueryRejectCondition.NOT_OPEN } });
  const strict = client.workflow.getHandle(handle.workflowId);
  assert.deepEqual(await strict.query('echo', 1), [1]);
  await handle.signal('finish');
  await handle.result();
  await assert.rejects(strict.query('echo', 1), { name: 'QueryRejectedError' });
};
