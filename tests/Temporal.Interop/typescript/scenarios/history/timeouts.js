const assert = require('node:assert/strict');

exports.run = async (t) => {
  for (const option of ['workflowRunTimeout', 'workflowExecutionTimeout']) {
    const handle = await t.startWith({ [option]: '1s' }, 'waitsForEver');
    await assert.rejects(handle.result(), ({ cause }) => cause.name === 'TimeoutFailure');
    assert.equal(await t.status(handle), 'TIMED_OUT');
  }
};
