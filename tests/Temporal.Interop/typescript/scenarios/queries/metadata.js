const assert = require('node:assert/strict');

exports.run = async (t) => {
  const handle = await t.start('answers');
  const { definition } = await handle.query('__temporal_workflow_metadata');
  assert.ok(definition.queryDefinitions.some(({ name }) => name === 'echo'));
  assert.match(await handle.query('__stack_trace'), /answers/);
  await handle.signal('finish');
  await handle.result();
};
