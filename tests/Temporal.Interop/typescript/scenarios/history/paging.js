const assert = require('node:assert/strict');

exports.uncached = true;
exports.run = async (t) => {
  const handle = await t.start('longThenSignalled', 200);
  await t.until(async () => (await t.eventCounts(handle)).timerFired === 200, 'all timers fired');
  await handle.signal('finish');
  assert.equal(await handle.result(), 200);
  const events = await t.events(handle);
  assert.ok(events.length > 400);
  events.forEach((event, i) => assert.equal(Number(event.eventId), i + 1));

  const page = await t.service.getWorkflowExecutionHistory({
    namespace: t.namespace, execution: { workflowId: handle.workflowId }, maximumPageSize: 10,
  });
  assert.equal(page.history.events.length, 10);
  assert.ok(page.nextPageToken.length > 0);
};
