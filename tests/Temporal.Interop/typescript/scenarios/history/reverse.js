const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('sleeps', 1);
  await handle.result();
  const forwards = (await t.events(handle)).map((event) => Number(event.eventId));
  const { history } = await t.service.getWorkflowExecutionHistoryReverse({ namespace: t.namespace, execution: { workflowId: handle.workflowId } });
  assert.deepEqual(history.events.map((event) => Number(event.eventId)), forwards.reverse());
};
