const assert = require('node:assert/strict');

exports.run = async (t) => {
  const nobody = t.client.workflow.getHandle('a workflow that never was');
  for (const call of [() => nobody.query('echo'), () => nobody.signal('add'), () => nobody.cancel(), () => nobody.terminate(), () => nobody.describe(), () => nobody.result()]) {
    await assert.rejects(call(), { name: 'WorkflowNotFoundError' });
  }
};
