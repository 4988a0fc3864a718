// The official client with the worker of this repository, which runs OrderWorkflow on the queue TASK_QUEUE.
const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { Connection, Client } = require('@temporalio/client');

async function main() {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  const client = new Client({ connection });
  const start = (order) => client.workflow.start('OrderWorkflow', {
    taskQueue: process.env.TASK_QUEUE, workflowId: `order-${randomUUID()}`, args: [order], memo: { from: 'TypeScript' },
  });

  const order = await start({ Item: 'tea', Count: 2 });
  assert.equal(await order.query('State'), 'waiting');
  assert.equal(await order.executeUpdate('SetCount', { args: [5] }), 5);
  await assert.rejects(order.executeUpdate('SetCount', { args: [-1] }), ({ cause }) => cause.type === 'NotPositive');
  await order.signal('Approve', 'ann');
  assert.deepEqual(await order.result(), { Item: 'tea', Total: 15, ApprovedBy: 'ann' });
  assert.equal(await order.query('State'), 'approved');
  const { status, memo } = await order.describe();
  assert.equal(status.name, 'COMPLETED');
  assert.deepEqual(memo, { from: 'TypeScript' });

  await assert.rejects((await start({ Item: 'nothing', Count: 1 })).result(), ({ cause }) => {
    assert.equal(cause.message, 'There is no such item.');
    assert.equal(cause.type, 'NoSuchItem');
    assert.equal(cause.nonRetryable, true);
    assert.deepEqual(cause.details, [{ Item: 'nothing', Count: 1 }]);
    return true;
  });

  const unwanted = await start({ Item: 'coffee', Count: 1 });
  await unwanted.cancel();
  await assert.rejects(unwanted.result(), ({ cause }) => cause.name === 'CancelledFailure');
  await connection.close();
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
