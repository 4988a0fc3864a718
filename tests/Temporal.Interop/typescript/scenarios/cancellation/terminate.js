const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('waitsForEver');
  await handle.terminate('bye', { with: 'details' });
  await assert.rejects(handle.result(), ({ cause }) => cause.name === 'TerminatedFailure' && cause.message === 'bye');
  for (const call of [() => handle.terminate(), () => handle.signal('word')]) await assert.rejects(call(), { name: 'WorkflowNotFoundError' });
  await handle.cancel().catch((error) => assert.equal(error.name, 'WorkflowNotFoundError'));
};
