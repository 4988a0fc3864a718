const assert = require('node:assert/strict');

exports.run = async (t) => {
  const options = t.options({ signal: 'add', signalArgs: [4] });
  const handle = await t.client.workflow.signalWithStart('counter', options);
  const again = await t.client.workflow.signalWithStart('counter', options);
  assert.equal(again.signaledRunId, handle.signaledRunId);
  await handle.signal('finish');
  assert.equal(await handle.result(), 8);
  const [started, signaled, scheduled] = await t.events(handle);
  assert.ok(started.workflowExecutionStartedEventAttributes && signaled.workflowExecutionSignaledEventAttributes);
  assert.ok(scheduled.workflowTaskScheduledEventAttributes);
};
